// Tries: to keep as a file what is no reply: the hub, an object that looks like one, a reply that is gone.
// Keeps: only a reply of this run can be kept.
// Outcome: PluginFault
// Logs: held 3
exports.sync = function (hub) {
    var held = 0, first = hub.http.get("http://{HOLDER}/");
    [hub, { status: 200, text: "x", number: 1 }, Object.create(first)].forEach(function (it) {
        try { hub.files.keep(it, "x"); hub.log("broke out"); } catch (refused) { held++; }
    });
    hub.log("held " + held);
    for (var i = 0; i < 6; i++) { hub.http.get("http://{HOLDER}/"); }
    hub.files.keep(first, "x");
};
