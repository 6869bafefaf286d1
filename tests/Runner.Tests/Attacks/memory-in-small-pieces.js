// Tries: to fill the memory in pieces too small to be noticed.
// Keeps: the run's own memory is all that fills, and what was saved before is kept.
// Outcome: LimitExceeded OutOfMemory or LimitExceeded TooMuchMemory
// Memory: 200
// Records: 1
exports.sync = function (hub) {
    hub.save("test.event", { ref: "before" });
    hub.http.get("http://{HOLDER}/");
    var all = new Map();
    for (var i = 0; ; i++) { all.set("key " + i, [i, "x".repeat(200)]); }
};
