// Tries: to be sent on in a circle.
// Keeps: five times are the most.
// Outcome: HolderUnavailable
// Ledger: redirects
// Requests: 6
exports.sync = function (hub) {
    hub.http.get("http://{HOLDER}/loop");
};
