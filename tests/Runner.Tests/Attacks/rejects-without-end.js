// Tries: to fill the vault with items set aside, which are no records.
// Keeps: they count like records.
// Outcome: LimitExceeded TooManyRecords
// MostRecords: 500
// Records: 0
exports.sync = function (hub) {
    for (var i = 0; ; i++) { hub.reject("test.event", { en: "no " + i, fr: "non " + i }); }
};
