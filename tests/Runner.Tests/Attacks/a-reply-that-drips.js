// Tries: to hold the hub's connection with a reply that comes byte by byte.
// Keeps: a trickle is ended.
// Pace: 0.4
// Outcome: HolderUnavailable
// Ledger: too-slow
exports.sync = function (hub) {
    hub.http.get("http://{HOLDER}/drip");
};
