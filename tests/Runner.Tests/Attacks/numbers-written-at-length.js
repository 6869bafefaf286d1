// Tries: to fill the memory with digits, or to end the process: numbers written with two billion places, and numbers without end in every base.
// Keeps: the language's own bounds hold, as errors that the script can catch.
// Outcome: Done
// Logs: 112 tried
// Variant: toFixed
// Variant: toPrecision
// Variant: toExponential
// Variant: toString
exports.sync = function (hub) {
    var name = hub.settings.variant, tried = 0;
    [1, 1e300, -1.7976931348623157e308, 5e-324, 0.1, 9223372036854775807, -0].forEach(function (number) {
        [2147483647, 4294967298, 1e300, -1, 0, 2, 3, 7, 16, 20, 21, 36, 37, 101, "20", Infinity].forEach(function (places) {
            tried++;
            try { if (number[name](places).length > 10000) { hub.log("broke out"); } } catch (refused) { if (refused.name !== "RangeError") { hub.log("broke out"); } }
        });
    });
    hub.log(tried + " tried");
};
