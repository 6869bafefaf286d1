// Tries: to hide brackets from whoever counts them: what looks like a pattern is a division.
// Keeps: the process ends by itself, and says so.
// Outcome: PluginFault
// Grow: 100000 ( 1 )
var a = 4;
var deep = a++ /{GROWN}/ 2;
exports.sync = function (hub) { hub.log("broke out"); };
