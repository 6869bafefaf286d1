// Tries: to hold the process with a pattern that goes back and forth over a text.
// Keeps: two seconds are the most for one match; the outcome names the pattern's place.
// Outcome: PluginFault PatternTooSlow
exports.sync = function (hub) {
    /^(a+)+$/.test("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab");
};
