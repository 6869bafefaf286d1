// Tries: to reach machines at home: a router, a printer, a store of files.
// Keeps: private ranges are refused unless the admin allows the host.
// Hosts: {settings.variant}
// Variant: https://10.0.0.1/
// Variant: https://172.31.255.254/
// Variant: https://192.168.1.1/
// Variant: https://100.64.0.1/
// Variant: https://[fd12:3456::1]/
// Outcome: PluginFault
// Ledger: private-address
// Requests: 0
exports.sync = function (hub) {
    hub.log("broke out " + hub.http.get(hub.settings.variant).text);
};
