// Tries: to lay setters and values where the host builds its arrays and objects: index 0, status, en, length.
// Keeps: the host defines what it builds, and inherits nothing.
// Outcome: Done
// Logs: caught 0
// Logs: fine 200
exports.sync = function (hub) {
    var caught = 0;
    ["0", "1", "status", "text", "value"].forEach(function (name) {
        [Array.prototype, Object.prototype].forEach(function (prototype) {
            Object.defineProperty(prototype, name, { set: function () { caught++; }, get: function () { caught++; return "poisoned"; }, configurable: true });
        });
    });
    var reply = hub.http.get("http://{HOLDER}/");
    var cells = hub.html("<p>a</p><p>b</p>").select("p");
    var list = JSON.parse("[1,2,3]");
    if (cells.length !== 2 || cells[0].text !== "a" || list[1] !== 2) { hub.log("broke out"); }
    hub.log("caught " + caught);
    hub.log(reply.text + " " + reply.status);
};
