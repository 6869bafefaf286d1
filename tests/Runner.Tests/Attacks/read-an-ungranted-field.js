// Tries: as an application, to read fields that the person left out.
// Keeps: a record comes with the allowed fields only.
// Mode: Compute
// Outcome: Done
// Logs: {"ref":"neighbour"}
exports.compute = function (hub) {
    hub.read("test.event", function (record) { hub.log(JSON.stringify(record.data)); });
};
