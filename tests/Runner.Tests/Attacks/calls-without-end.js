// Tries: to use the person's line to flood a holder.
// Keeps: a run's calls are counted; the rest is refused before it leaves.
// Outcome: Done
// Requests: 200
// Logs: refused 20
exports.sync = function (hub) {
    var refused = 0;
    for (var i = 0; i < 220; i++) {
        try { hub.http.get("http://{HOLDER}/"); } catch (error) { refused += error.outcome === "LimitExceeded" ? 1 : 0; }
    }
    hub.log("refused " + refused);
};
