// Tries: to fill the hub's memory with what stands beside the data: origins of megabytes, a thousand items at a time.
// Keeps: an origin reaches the hub cut to a line.
// Outcome: Done or PluginFault or LimitExceeded
exports.sync = function (hub) {
    var long = "o".repeat(3000000);
    for (var i = 0; i < 15; i++) {
        hub.save("test.event", { ref: "r" + i }, { at: long });
        hub.reject("test.event", { en: long, fr: long }, { at: long });
    }
};
