// Tries: to reach another port of the granted host, or another host by ports and backslashes that programs read differently.
// Keeps: the port counts, and what programs read differently is no address.
// Variant: https://holder.example:{INSIDE}/
// Variant: https://holder.example:0/
// Variant: https://holder.example:65536/
// Variant: https://holder.example:+443/
// Variant: https://127.0.0.1:{INSIDE}\@{HOLDER}/
// Variant: https://{HOLDER}\@127.0.0.1:{INSIDE}/
// Outcome: PluginFault
// Ledger: host address
// Requests: 0
// Asks: nobody
exports.sync = function (hub) {
    hub.log("broke out " + hub.http.get(hub.settings.variant).text);
};
