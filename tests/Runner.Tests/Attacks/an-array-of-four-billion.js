// Tries: to have the hub write an array whose length is four billion and which is empty.
// Keeps: it is set aside; the run goes on.
// Outcome: Done
// Records: 1
// Logs: held
exports.sync = function (hub) {
    var list = [];
    list.length = 4294967295;
    hub.save("test.event", { ref: "empty", tags: list });
    hub.save("test.event", { ref: "good" });
    hub.log("held");
};
