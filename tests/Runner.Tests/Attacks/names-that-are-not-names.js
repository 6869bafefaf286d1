// Tries: to reach prototypes through keys: __proto__, constructor, toString, in data, in settings, in headers, in JSON.
// Keeps: they are names like others; no object's prototype changes.
// Outcome: Done
// Records: 1
// Logs: held
exports.sync = function (hub) {
    var parsed = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":2}},"":3}');
    hub.save("test.event", { ref: "names", place: parsed });
    Object.assign({}, parsed);
    hub.http.get("http://{HOLDER}/", { query: parsed.none, headers: JSON.parse('{"__proto__":"a"}') });
    if (({}).polluted !== undefined || hub.polluted !== undefined) { hub.log("broke out"); }
    hub.log("held");
};
