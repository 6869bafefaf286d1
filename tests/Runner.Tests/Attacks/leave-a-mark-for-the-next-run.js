// Tries: to leave something behind for the next run, or for another plug-in's: in globals, prototypes, the module, the chance.
// Keeps: each run is a process of its own.
// Outcome: Done
// Variant: first
// Variant: second
// Logs: clean
var marked = typeof Object.prototype.mark !== "undefined" || exports.mark !== undefined || Array.mark !== undefined;
exports.sync = function (hub) {
    hub.log(marked ? "broke out" : "clean");
    Object.prototype.mark = Array.mark = exports.mark = hub.settings.variant;
};
