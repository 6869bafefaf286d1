// Tries: to overflow the stack where no code of the script is running: an array that holds itself, turned into text.
// Keeps: it is a text, or it is an outcome.
// Outcome: Done or PluginFault StackOverflow or PluginFault Escaped
exports.sync = function (hub) {
    var list = [];
    list[0] = list;
    hub.log("held " + String(list).length);
};
