// Tries: to overflow the parser's stack with brackets.
// Keeps: they are counted before the parser sees them.
// Outcome: PluginFault ScriptTooDeep
// Grow: 100000 ( 1 )
var deep = {GROWN};
exports.sync = function (hub) { hub.log("broke out"); };
