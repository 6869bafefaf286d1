// Tries: to write records of a type that it was not granted, between good ones.
// Keeps: none of that type is stored; the run ends there.
// Outcome: PluginFault
// Says: not granted
// Records: 1
exports.sync = function (hub) {
    hub.save("test.event", { ref: "good" });
    hub.save("test.reading", { ref: "forged", at: "2026-01-01T00:00:00Z", step: 60, amount: 1 });
    hub.http.get("http://{HOLDER}/");
    hub.save("test.event", { ref: "after" });
};
