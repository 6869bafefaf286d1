// Tries: to keep the store busy with what is no record: sessions and cursors, over and over.
// Keeps: they count as output, whose limit ends it.
// Outcome: LimitExceeded TooMuchOutput
// MostOutput: 4
exports.sync = function (hub) {
    var text = "x".repeat(60000);
    for (var i = 0; ; i++) {
        hub.setSession(text + i);
        hub.setCursor(text + i);
        hub.progress(i, i);
    }
};
