// Tries: to reach this machine by its address written as one number, which a person was talked into typing.
// Keeps: it is read as the address that it is, and refused.
// Hosts: {settings.variant}
// Variant: https://2130706433:{INSIDE}/
// Variant: https://0x7f000001:{INSIDE}/
// Variant: https://017700000001:{INSIDE}/
// Outcome: PluginFault
// Ledger: private-address host address
// Requests: 0
// Asks: nobody
exports.sync = function (hub) {
    hub.log("broke out " + hub.http.get(hub.settings.variant).text);
};
