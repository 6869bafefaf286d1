// Tries: to hold the process with a single call: a comparison that never returns.
// Keeps: the time of the run ends it.
// Outcome: LimitExceeded TooLong
exports.sync = function (hub) {
    hub.log("begun");
    [3, 1, 2].sort(function () { for (;;) { } });
};
