// Tries: to hide a host from the one who checks and show it to the one who connects, by percent signs.
// Keeps: a host with a percent sign is none.
// Variant: https://%31%32%37.0.0.1:{INSIDE}/
// Variant: https://holder.example%2f@127.0.0.1:{INSIDE}/
// Variant: https://127.0.0.1%00.holder.example/
// Variant: https://holder.example%3a{INSIDE}/
// Outcome: PluginFault
// Ledger: address
// Requests: 0
// Asks: nobody
exports.sync = function (hub) {
    hub.log("broke out " + hub.http.get(hub.settings.variant).text);
};
