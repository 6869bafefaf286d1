// Tries: to reach addresses that are nobody's: of everybody, of groups, reserved, for documents.
// Keeps: what is not listed as public is refused, also where the admin allows the host.
// Hosts: {settings.variant}
// Allowed: 0.0.0.0 255.255.255.255 224.0.0.1 [ff02::1]
// Variant: https://0.0.0.0:{INSIDE}/
// Variant: https://255.255.255.255/
// Variant: https://224.0.0.1/
// Variant: https://[ff02::1]/
// Outcome: PluginFault
// Ledger: private-address
// Requests: 0
exports.sync = function (hub) {
    hub.log("broke out " + hub.http.get(hub.settings.variant).text);
};
