// Tries: to tell of a type that it was not granted by what is set aside.
// Keeps: the run ends there.
// Outcome: PluginFault
// Says: not granted
// Rejected: 0
exports.sync = function (hub) {
    hub.reject("test.reading", { en: "No.", fr: "Non." });
};
