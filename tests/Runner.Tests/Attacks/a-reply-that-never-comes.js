// Tries: to hold the hub's connection by never answering.
// Keeps: a call has its time.
// CallTime: 0.3
// Outcome: HolderUnavailable
// Ledger: too-slow
exports.sync = function (hub) {
    hub.http.get("http://{HOLDER}/never");
};
