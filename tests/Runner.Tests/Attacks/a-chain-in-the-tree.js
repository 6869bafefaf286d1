// Tries: to overflow whoever walks the parsed script with a sum of a hundred thousand terms.
// Keeps: a tree that deep is refused.
// Outcome: PluginFault
// Grow: 100000 1+ 1 +1
var deep = {GROWN};
exports.sync = function (hub) { hub.log("broke out"); };
