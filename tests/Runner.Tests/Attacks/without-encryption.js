// Tries: to call the granted host where others can listen.
// Keeps: plain http is only for hosts that the admin allows.
// Allowed: nobody.example
// Outcome: PluginFault
// Ledger: scheme host
// Requests: 0
// Asks: nobody
exports.sync = function (hub) {
    hub.log("broke out " + hub.http.get("http://{HOLDER}/").text);
};
