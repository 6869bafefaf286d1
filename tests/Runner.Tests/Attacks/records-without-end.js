// Tries: to fill the vault with records that never end.
// Keeps: the run's limit ends it; those before it are kept.
// Outcome: LimitExceeded TooManyRecords
// MostRecords: 500
// Records: 500
exports.sync = function (hub) {
    for (var i = 0; ; i++) { hub.save("test.event", { ref: "r" + i }); }
};
