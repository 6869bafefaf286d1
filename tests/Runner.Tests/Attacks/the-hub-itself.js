// Tries: to call the hub's own API from within, naming another vault.
// Keeps: the hub's address is a private one; the vault is the run's.
// Hosts: localhost:{INSIDE}
// Outcome: PluginFault
// Ledger: private-address
// Requests: 0
exports.sync = function (hub) {
    hub.log("broke out " + hub.http.get("https://localhost:{INSIDE}/api/records/test.event", { headers: { "Hub-Vault": "theirs" } }).text);
};
