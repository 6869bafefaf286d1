// Tries: to make the hub keep room for a reply that says it is a hundred gigabytes.
// Keeps: what a reply says about its size is only what it says.
// Outcome: LimitExceeded or HolderUnavailable
// Ledger: too-large broken-off
exports.sync = function (hub) {
    hub.http.get("http://{HOLDER}/huge");
};
