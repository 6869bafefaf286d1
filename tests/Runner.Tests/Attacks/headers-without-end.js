// Tries: to fill the hub's memory with the headers of a reply.
// Keeps: their size is bounded.
// Outcome: LimitExceeded
// Ledger: too-large
exports.sync = function (hub) {
    hub.http.get("http://{HOLDER}/many-headers");
};
