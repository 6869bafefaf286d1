// Tries: to keep replies under names that lead elsewhere.
// Keeps: a name is a name.
// Outcome: Done
// Logs: kept 5
exports.sync = function (hub) {
    var kept = 0;
    ["../../../hub.db", "/etc/passwd", "..\\..\\a", "a\u0000.txt", ""].forEach(function (name) {
        var reply = hub.http.get("http://{HOLDER}/");
        kept += /^sha256-/.test(hub.files.keep(reply, name)) ? 1 : 0;
    });
    hub.log("kept " + kept);
};
