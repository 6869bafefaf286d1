// Tries: to fill the memory by one call: a million letters, each replaced by a million.
// Keeps: the run's own memory is all that fills.
// Outcome: LimitExceeded OutOfMemory or LimitExceeded TooMuchMemory or PluginFault PatternTooSlow
// Memory: 200
exports.sync = function (hub) {
    var many = "a".repeat(1000000);
    hub.log("broke out" + many.replace(/a/g, many).length);
};
