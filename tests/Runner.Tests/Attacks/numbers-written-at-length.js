// Tries: to fill the memory with digits: numbers written with two billion places.
// Keeps: the language's own bounds hold, or the run ends there.
// Outcome: Done or PluginFault Escaped
// Variant: toFixed
// Variant: toPrecision
// Variant: toExponential
// Variant: toString
exports.sync = function (hub) {
    var name = hub.settings.variant;
    [1, 1e300, 0.1, -0].forEach(function (number) {
        try { if (number[name](2147483647).length > 10000) { hub.log("broke out"); } } catch (refused) { }
    });
};
