// Tries: to fill the hub's memory with a small reply that inflates to a large one.
// Keeps: what it grows to is counted while it grows.
// Outcome: LimitExceeded
// Ledger: too-large
exports.sync = function (hub) {
    hub.http.get("http://{HOLDER}/bomb");
};
