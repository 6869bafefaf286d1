// Tries: a holder's reply whose headers contradict themselves.
// Keeps: it is one reply, or a failure; the connection is not used again.
// Outcome: HolderUnavailable or Done
exports.sync = function (hub) {
    hub.http.get("http://{HOLDER}/split");
};
