// Tries: to end with an outcome that is none, or that is not a script's to give.
// Keeps: the script is told which there are.
// Outcome: PluginFault Escaped
// Variant: __proto__
// Variant: 3
// Variant: Done,Truncated
exports.sync = function (hub) {
    hub.fail(hub.settings.variant, "Well.");
};
