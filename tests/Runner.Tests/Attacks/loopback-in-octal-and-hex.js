// Tries: to reach this machine by its address in octal and hexadecimal parts.
// Keeps: it is read as the address that it is, and refused.
// Hosts: {settings.variant}
// Variant: https://0177.0.0.1:{INSIDE}/
// Variant: https://0x7f.0.0.1:{INSIDE}/
// Variant: https://0X7F.0x0.00.1:{INSIDE}/
// Outcome: PluginFault
// Ledger: private-address host address
// Requests: 0
// Asks: nobody
exports.sync = function (hub) {
    hub.log("broke out " + hub.http.get(hub.settings.variant).text);
};
