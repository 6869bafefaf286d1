// Tries: as an application, to learn of fields that the person left out by sums, groups and conditions over them.
// Keeps: a question that names such a field ends the run.
// Mode: Compute
// Outcome: PluginFault
// Says: not granted
// Variant: {"value":"/amount","function":"sum"}
// Variant: {"function":"count","group":"/note"}
// Variant: {"function":"count","where":["/note:contains:canary"]}
exports.compute = function (hub) {
    hub.log("broke out " + JSON.stringify(hub.aggregate("test.event", JSON.parse(hub.settings.variant))));
};
