// Tries: to write the granted host where a user stands, and another behind it.
// Keeps: an address with a user in it is none.
// Variant: https://{HOLDER}@127.0.0.1:{INSIDE}/
// Variant: https://holder.example:x@127.0.0.1:{INSIDE}/
// Variant: https://127.0.0.1:{INSIDE}@{HOLDER}/
// Variant: https://a@b@{HOLDER}/
// Outcome: PluginFault
// Ledger: address
// Requests: 0
// Asks: nobody
exports.sync = function (hub) {
    hub.log("broke out " + hub.http.get(hub.settings.variant).text);
};
