// Tries: to reach a neighbour on this network by an IPv6 address with a zone.
// Keeps: an address with a zone is no web address.
// Hosts: {settings.variant}
// Variant: https://[fe80::1%25eth0]/
// Variant: https://[fe80::1%eth0]/
// Variant: https://[::1%25lo]:{INSIDE}/
// Outcome: PluginFault
// Ledger: address host private-address
// Requests: 0
// Asks: nobody
exports.sync = function (hub) {
    hub.log("broke out " + hub.http.get(hub.settings.variant).text);
};
