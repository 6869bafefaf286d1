// Tries: to replace the language's own functions before the host uses them.
// Keeps: the host uses none of the script's: the record arrives as it was handed over.
// Outcome: Done
// Records: 1
// Logs: seen 0
exports.sync = function (hub) {
    var seen = 0, log = hub.log, save = hub.save, text = String;
    function mine() { seen++; return "forged"; }
    [Object.prototype, Array.prototype, String.prototype, Number.prototype, Date.prototype, RegExp.prototype, Function.prototype, Map.prototype].forEach.call([Array.prototype, String.prototype, Date.prototype, Object.prototype], function (prototype) {
        Object.getOwnPropertyNames(prototype).forEach(function (name) {
            if (name !== "constructor" && name !== "forEach") {
                try { prototype[name] = mine; } catch (frozen) { }
            }
        });
    });
    JSON.stringify = JSON.parse = mine;
    save("test.event", { ref: "as it was", tags: ["a", "b"], place: { at: 1 } });
    hub.http.post("http://{HOLDER}/", { json: { a: [1, "b"] } });
    log("seen " + seen);
};
