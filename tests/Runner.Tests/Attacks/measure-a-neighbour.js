// Tries: to time what other plug-ins do: a fine clock, threads, shared memory.
// Keeps: the clock tells milliseconds, and there is nothing to share.
// Outcome: Done
// Logs: held
exports.sync = function (hub) {
    for (var i = 0; i < 1000; i++) {
        var now = Date.now();
        if (now !== Math.floor(now) || hub.now().length !== 24) { hub.log("broke out"); return; }
    }
    ["SharedArrayBuffer", "Atomics", "performance", "Worker", "ArrayBuffer", "setTimeout"].forEach(function (name) {
        var there = true;
        try { there = JSON.stringify(typeof name) && exports.constructor[name] !== undefined; } catch (none) { there = false; }
        if (there) { hub.log("broke out: " + name); }
    });
    hub.log("held");
};
