// Tries: to get NaN, infinities, numbers beyond what is exact and texts that only look like decimals into records.
// Keeps: each of them is set aside with its reason; the good ones among them are stored.
// Outcome: Done
// Records: 2
// Rejected: 15
exports.sync = function (hub) {
    [NaN, Infinity, -Infinity, 1e400].forEach(function (number, at) {
        hub.save("test.event", { ref: "number " + at, place: { number: number } });
    });
    ["NaN", "1e", "1e+", "0x10", "1,5", "1_000", "", " 1", "\u0661", "--1"].forEach(function (decimal, at) {
        hub.save("test.event", { ref: "decimal " + at, amount: decimal, currency: "EUR" });
    });
    hub.save("test.event", { ref: "minus nothing", place: { number: -0 } });
    hub.save("test.event", { ref: "large", place: { number: 1.7976931348623157e308 } });
    hub.save("test.event", { ref: "good", amount: "-12.50", currency: "EUR" });
};
