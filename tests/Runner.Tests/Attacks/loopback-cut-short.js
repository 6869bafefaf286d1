// Tries: to reach this machine by an address of fewer than four parts.
// Keeps: it is read as the address that it is, and refused.
// Hosts: {settings.variant}
// Variant: https://127.1:{INSIDE}/
// Variant: https://127.0.1:{INSIDE}/
// Variant: https://0:{INSIDE}/
// Outcome: PluginFault
// Ledger: private-address host address
// Requests: 0
// Asks: nobody
exports.sync = function (hub) {
    hub.log("broke out " + hub.http.get(hub.settings.variant).text);
};
