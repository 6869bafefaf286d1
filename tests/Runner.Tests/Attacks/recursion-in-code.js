// Tries: to overflow the stack by calling itself, directly and in turns.
// Keeps: a full stack is an error that can be caught, and an outcome when it is not.
// Outcome: PluginFault StackOverflow
// Records: 1
exports.sync = function (hub) {
    hub.save("test.event", { ref: "before" });
    try { (function f() { f(); })(); } catch (full) { hub.log("caught"); }
    function even(n) { return [n].map(odd)[0]; }
    function odd(n) { return even(n + 1) + 1; }
    even(0);
};
