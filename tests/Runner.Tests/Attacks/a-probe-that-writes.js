// Tries: to write records while the settings are only being tried.
// Keeps: nothing is stored before the person has saved the source.
// Mode: Probe
// Outcome: PluginFault
// Says: not granted
exports.probe = function (hub) {
    hub.save("test.event", { ref: "too early" });
    hub.http.get("http://{HOLDER}/");
    return { id: "me", label: "Me" };
};
