// Tries: to fill the disk with few, large records.
// Keeps: the run's limit on bytes ends it.
// Outcome: LimitExceeded TooMuchOutput
// MostOutput: 4
exports.sync = function (hub) {
    var text = "x".repeat(200000);
    for (var i = 0; ; i++) { hub.save("test.event", { ref: "r" + i, note: text }); }
};
