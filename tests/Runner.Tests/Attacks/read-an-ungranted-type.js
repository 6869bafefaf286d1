// Tries: as an application, to read a type that the person did not allow.
// Keeps: the run ends there.
// Mode: Compute
// Outcome: PluginFault
// Says: not granted
exports.compute = function (hub) {
    hub.read("test.reading", function (record) { hub.log("broke out " + JSON.stringify(record)); });
};
