// What a home uses, month by month.

var TYPE = "energy.consumption";

exports.compute = function (hub: ApplicationHub): void {
  // The hub sums, exactly, and never counts a period twice.
  const months = hub.aggregate(TYPE, { value: "/energy", function: "sum", by: "month", where: ["/commodity:eq:electricity", "/direction:eq:delivered"] });
  if (months.length === 0) {
    return;
  }
  const last = months[months.length - 1];
  const total = hub.aggregate(TYPE, { value: "/energy", function: "sum", where: ["/commodity:eq:electricity", "/direction:eq:delivered"] })[0];
  hub.emit({
    key: "consumption",
    title: { en: "Electricity used", fr: "Électricité consommée" },
    reading: { en: `${months.length} months were measured.`, fr: `${months.length} mois ont été mesurés.` },
    figures: [
      { label: { en: "Last month", fr: "Dernier mois" }, value: last.value, unit: "kW.h", period: monthOf(last) },
      { label: { en: "In all", fr: "En tout" }, value: total.value, unit: "kW.h" }
    ],
    series: [{ label: { en: "By month", fr: "Par mois" }, unit: "kW.h", by: "month", points: months.map(month => ({ period: monthOf(month), value: month.value })) }],
    // From which records it comes: an insight without a basis is refused.
    basis: { type: TYPE, count: total.count, from: dayOf(months[0]), to: dayOf(last), factors: [] }
  });
};

function dayOf(row: AggregateRow): string {
  return row.bucket!.substring(0, 10);
}

function monthOf(row: AggregateRow): string {
  return row.bucket!.substring(0, 7);
}
