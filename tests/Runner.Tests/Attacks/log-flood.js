// Tries: to fill the disk with the technical log.
// Keeps: a thousand lines of a thousand letters; the run goes on without the rest.
// Outcome: Done
// Records: 1
exports.sync = function (hub) {
    var line = "l".repeat(100000);
    for (var i = 0; i < 20000; i++) { console.log(line); }
    hub.save("test.event", { ref: "after the flood" });
};
