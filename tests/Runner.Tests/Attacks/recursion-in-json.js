// Tries: to overflow the reader and the writer of JSON with nesting, circles and revivers that nest.
// Keeps: 512 levels are the most; beyond, an error.
// Outcome: Done
// Logs: held 5
exports.sync = function (hub) {
    var deep = {}, held = 0, circle = [];
    for (var i = 0; i < 200000; i++) { deep = { d: deep }; }
    circle[0] = circle;
    [
        function () { JSON.parse("[".repeat(200000) + "]".repeat(200000)); },
        function () { JSON.stringify(deep); },
        function () { JSON.stringify(circle); },
        function () { JSON.stringify({ toJSON: function again() { return { toJSON: again, me: { toJSON: again } }; } }, null, 10); JSON.stringify({ me: { toJSON: function again() { return { me: { toJSON: again } }; } } }); },
        function () { JSON.parse('{"a":1}', function again() { return JSON.parse('{"a":1}', again); }); }
    ].forEach(function (attempt) {
        try { attempt(); } catch (refused) { held++; }
    });
    hub.log("held " + held);
};
