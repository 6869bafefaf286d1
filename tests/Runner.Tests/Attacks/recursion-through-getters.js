// Tries: to overflow the stack by a getter that reads itself, a text that is made of itself and a prototype that calls itself.
// Keeps: each is an error that can be caught.
// Outcome: Done
// Logs: held 3
exports.sync = function (hub) {
    var held = 0;
    var loop = Object.create(null, { x: { get: function () { return this.x; } } });
    var text = { toString: function () { return "" + text; } };
    [
        function () { return loop.x; },
        function () { return "" + text; },
        function () { Object.defineProperty(Object.prototype, "deep", { get: function () { return ({}).deep; } }); return ({}).deep; }
    ].forEach(function (attempt) {
        try { attempt(); hub.log("odd"); } catch (full) { held += full instanceof RangeError ? 1 : 0; }
    });
    hub.log("held " + held);
};
