// Tries: to offer the person four billion choices.
// Keeps: a hundred are the most; the script is told.
// Outcome: PluginFault Escaped
exports.sync = function (hub) {
    var choices = [];
    for (var i = 0; i < 200; i++) { choices.push({ value: "v" + i, label: "l" + i }); }
    hub.ask("which", "Which?", choices);
};
