// Tries: to go on calling a holder that asked to be left alone, so that it locks the account.
// Keeps: one call went out; the rest is refused before it leaves.
// Outcome: Done
// Requests: 1
// Logs: refused 30
exports.sync = function (hub) {
    var refused = 0;
    hub.http.get("http://{HOLDER}/busy");
    for (var i = 0; i < 30; i++) {
        try { hub.http.get("http://{HOLDER}/" + i); } catch (error) { refused += error.outcome === "RateLimited" ? 1 : 0; }
    }
    hub.log("refused " + refused);
};
