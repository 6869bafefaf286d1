// Tries: to fill the memory by doubling a text.
// Keeps: the run's own memory is all that fills.
// Outcome: LimitExceeded OutOfMemory or LimitExceeded TooMuchMemory
// Memory: 200
exports.sync = function (hub) {
    var text = "x";
    for (;;) { text += text; }
};
