// Tries: to replace, remove or add members of the hub object and of its functions.
// Keeps: each of them is refused, and the hub's own functions still do what they did.
// Outcome: Done
// Logs: held 8
// Records: 1
exports.sync = function (hub) {
    var mine = function () { hub.log("broke out"); };
    var held = 0;
    function fails(attempt) {
        try {
            attempt();
        } catch (refused) {
            held += refused instanceof TypeError ? 1 : 0;
        }
    }
    fails(function () { hub.save = mine; });
    fails(function () { delete hub.save; });
    fails(function () { hub.more = mine; });
    fails(function () { Object.defineProperty(hub, "save", { value: mine }); });
    fails(function () { Object.defineProperty(hub, "save", { get: mine }); });
    fails(function () { hub.save.call = mine; });
    fails(function () { hub.http.get = mine; });
    fails(function () { Object.defineProperty(hub.http.get("http://{HOLDER}/"), "text", { get: mine }); });
    hub.save("test.event", { ref: "still there" });
    hub.log("held " + held);
};
