// Tries: to get past comparisons of names with a dot at the end, capitals, and two dots.
// Keeps: there is one way to write a host; it points inside and is refused.
// Hosts: inside.example:{INSIDE}
// Variant: https://inside.example.:{INSIDE}/
// Variant: https://INSIDE.Example:{INSIDE}/
// Variant: https://inside..example:{INSIDE}/
// Outcome: PluginFault
// Ledger: private-address address
// Requests: 0
exports.sync = function (hub) {
    hub.log("broke out " + hub.http.get(hub.settings.variant).text);
};
