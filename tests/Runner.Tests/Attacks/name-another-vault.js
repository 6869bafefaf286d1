// Tries: to name another vault or another source's state, in whatever the hub object might take.
// Keeps: there is nothing that takes a vault.
// Outcome: Done
// Logs: held
exports.sync = function (hub) {
    ["vault", "vaults", "open", "store", "sources", "read", "aggregate", "emit", "grant", "token"].forEach(function (name) {
        if (hub[name] !== undefined) { hub.log("broke out: " + name); }
    });
    if (hub.cursor !== null || hub.session !== null) { hub.log("broke out"); }
    hub.setCursor("../theirs/source-state/neighbour-00000001");
    hub.setSession("../theirs");
    hub.log("held");
};
