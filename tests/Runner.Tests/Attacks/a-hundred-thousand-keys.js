// Tries: to choke the hub on one record of a hundred thousand members.
// Keeps: it is set aside or stored, and its neighbour is stored.
// Outcome: Done
// Logs: held
exports.sync = function (hub) {
    var place = {};
    for (var i = 0; i < 100000; i++) { place["key" + i] = i; }
    hub.save("test.event", { ref: "wide", place: place });
    hub.save("test.event", { ref: "good" });
    hub.log("held");
};
