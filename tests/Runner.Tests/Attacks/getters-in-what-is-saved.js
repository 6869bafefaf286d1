// Tries: to run code while the hub writes a record: getters, toJSON, valueOf and toString that save, change and count.
// Keeps: writing a record runs none of them; a getter is no data.
// Outcome: Done
// Logs: ran 0
// Records: 1
// Rejected: 1
exports.sync = function (hub) {
    var ran = 0;
    function run() { ran++; hub.save("test.event", { ref: "within" }); return "x"; }
    var getter = { ref: "with a getter" };
    Object.defineProperty(getter, "note", { get: run, enumerable: true });
    hub.save("test.event", getter);
    hub.save("test.event", { ref: "with functions", toJSON: run, valueOf: run, toString: run });
    try { hub.save({ toString: run }, {}); } catch (noText) { }
    try { hub.save("test.event", { ref: "a" }, { at: { toString: run } }); } catch (noText) { }
    hub.log("ran " + ran);
};
