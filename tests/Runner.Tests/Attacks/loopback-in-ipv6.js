// Tries: to reach this machine by IPv6: ::1, the whole of it, and the address of nobody.
// Keeps: it is refused in each notation.
// Hosts: {settings.variant}
// Variant: https://[::1]:{INSIDE}/
// Variant: https://[0000:0:0:0:0:0:0:0001]:{INSIDE}/
// Variant: https://[::]:{INSIDE}/
// Outcome: PluginFault
// Ledger: private-address
// Requests: 0
// Asks: nobody
exports.sync = function (hub) {
    hub.log("broke out " + hub.http.get(hub.settings.variant).text);
};
