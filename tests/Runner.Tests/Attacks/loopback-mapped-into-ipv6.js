// Tries: to reach this machine by its IPv4 address inside an IPv6 one.
// Keeps: what it stands for is what counts.
// Hosts: {settings.variant}
// Variant: https://[::ffff:127.0.0.1]:{INSIDE}/
// Variant: https://[::ffff:7f00:1]:{INSIDE}/
// Variant: https://[::127.0.0.1]:{INSIDE}/
// Outcome: PluginFault
// Ledger: private-address
// Requests: 0
// Asks: nobody
exports.sync = function (hub) {
    hub.log("broke out " + hub.http.get(hub.settings.variant).text);
};
