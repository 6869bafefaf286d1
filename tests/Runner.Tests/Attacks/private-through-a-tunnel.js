// Tries: to reach a private address inside 6to4, NAT64, Teredo and ISATAP ones.
// Keeps: tunnels lead nowhere.
// Hosts: {settings.variant}
// Variant: https://[2002:7f00:1::]/
// Variant: https://[64:ff9b::7f00:1]/
// Variant: https://[64:ff9b::a00:1]/
// Variant: https://[2001:0:53aa:64c::f5ff:fffe]/
// Variant: https://[2a00:1450::5efe:a00:1]/
// Outcome: PluginFault
// Ledger: private-address
// Requests: 0
// Asks: nobody
exports.sync = function (hub) {
    hub.log("broke out " + hub.http.get(hub.settings.variant).text);
};
