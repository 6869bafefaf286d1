// Tries: new Array(1e9).join("x"): a single call that no count of statements sees.
// Keeps: the length is looked at before; the script is told.
// Outcome: Done
// Logs: held 3
exports.sync = function (hub) {
    var held = 0;
    [
        function () { new Array(1e9).join("x"); },
        function () { Array.prototype.join.call({ length: 4294967295 }, "x"); },
        function () { "x".repeat(1e9); }
    ].forEach(function (attempt) {
        try { attempt(); } catch (refused) { held += refused instanceof RangeError ? 1 : 0; }
    });
    hub.log("held " + held);
};
