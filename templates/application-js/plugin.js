"use strict";
var TYPE = "energy.consumption";
exports.compute = function (hub) {
    var months = hub.aggregate(TYPE, { value: "/energy", function: "sum", by: "month", where: ["/commodity:eq:electricity", "/direction:eq:delivered"] });
    if (months.length === 0) {
        return;
    }
    var last = months[months.length - 1];
    var total = hub.aggregate(TYPE, { value: "/energy", function: "sum", where: ["/commodity:eq:electricity", "/direction:eq:delivered"] })[0];
    hub.emit({
        key: "consumption",
        title: { en: "Electricity used", fr: "Électricité consommée" },
        reading: { en: "".concat(months.length, " months were measured."), fr: "".concat(months.length, " mois ont \u00E9t\u00E9 mesur\u00E9s.") },
        figures: [
            { label: { en: "Last month", fr: "Dernier mois" }, value: last.value, unit: "kW.h", period: monthOf(last) },
            { label: { en: "In all", fr: "En tout" }, value: total.value, unit: "kW.h" }
        ],
        series: [{ label: { en: "By month", fr: "Par mois" }, unit: "kW.h", by: "month", points: months.map(function (month) { return ({ period: monthOf(month), value: month.value }); }) }],
        basis: { type: TYPE, count: total.count, from: dayOf(months[0]), to: dayOf(last), factors: [] }
    });
};
function dayOf(row) {
    return row.bucket.substring(0, 10);
}
function monthOf(row) {
    return row.bucket.substring(0, 7);
}
//# sourceMappingURL=plugin.js.map