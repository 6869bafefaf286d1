// Played by a runner that was started before there is a run, and thrown away: a little of what connectors do.
function amount(text) {
    return text.replace(/\s/g, "").replace(",", ".");
}
function each(items, visit) {
    for (var i = 0; i < items.length; i++) { visit(items[i], i); }
}
function save(hub, ref, value, at) {
    hub.save("rehearsal", { ref: ref, amount: value, day: "2026-01-02", lines: [{ label: ref + "/" + at, count: at }], open: at % 2 === 0, note: null }, { at: "line " + at });
}
exports.importFile = function (hub, file) {
    var seen = new Map(), kinds = new Set();
    file.eachLine(function (line, number) {
        var parts = line.split(";"), match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(parts[0]);
        if (!match) { return; }
        kinds.add(parts.length);
        seen.set(match[0], (seen.get(match[0]) || 0) + 1);
        save(hub, parts[0].trim().padStart(12, "0"), amount(parts[1]), number);
    });
    file.eachRow({ separator: ";" }, function (cells, number) {
        if (number > 1) { save(hub, cells[0], amount(cells[1]), number); }
    });
    hub.progress(1, 1);
};
exports.sync = function (hub) {
    var found = hub.http.get("https://rehearsal.example/items", { query: { from: hub.cursor || "" }, headers: { Accept: "application/json" } }).json();
    var sorted = found.items.slice().sort(function (a, b) { return a.ref < b.ref ? -1 : 1; });
    each(sorted.map(function (item) { return Object.assign({}, item); }).filter(function (item) { return item.ref.includes("a") || !item.none; }), function (item, i) {
        save(hub, item.ref, item.amount, i);
    });
    var reply = hub.http.post("https://rehearsal.example/items", { json: { until: new Date(Date.now()).toISOString(), all: Object.keys(found) } });
    try { JSON.parse(reply.text + JSON.stringify([1.5, "two", { three: true }])); } catch (wrong) { hub.log(wrong.name); }
    hub.setCursor(hub.now());
    hub.log([parseInt("12", 10), Number("1.5"), Math.max(1, 2), Array.isArray([]), hub.zone].join(" "));
};
