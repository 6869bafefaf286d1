// Tries: to overflow a stack of the hub with a record nested a hundred thousand deep.
// Keeps: it is set aside; nothing deeper than 32 is written.
// Outcome: Done
// Records: 1
// Rejected: 2
exports.sync = function (hub) {
    var members = {}, items = [];
    for (var i = 0; i < 100000; i++) {
        members = { m: members };
        items = [items];
    }
    hub.save("test.event", { ref: "members", place: members });
    hub.save("test.event", { ref: "items", tags: items });
    hub.save("test.event", { ref: "good" });
};
