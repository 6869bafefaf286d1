// Tries: to name a granted type so that it means another: other cases, zero bytes, paths, prototypes.
// Keeps: a type has one name.
// Outcome: PluginFault
// Says: not granted
// Records: 0
// Variant: TEST.EVENT
// Variant: test.event\u0000
// Variant: __proto__
// Variant: test.event/../test.reading
// Variant: *
exports.sync = function (hub) {
    hub.save(JSON.parse('"' + hub.settings.variant + '"'), { ref: "strange" });
};
