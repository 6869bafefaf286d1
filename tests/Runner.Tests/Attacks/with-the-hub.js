// Tries: to open the hub's scope by with, which strict code does not have.
// Keeps: the script is not even loaded.
// Outcome: PluginFault ScriptNewer or PluginFault Escaped
exports.sync = function (hub) {
    with (hub) { log("broke out"); }
};
