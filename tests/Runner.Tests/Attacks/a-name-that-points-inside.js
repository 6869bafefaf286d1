// Tries: to reach this machine by a granted name that points here, in every form that an answer has.
// Keeps: what a name means is checked; one bad address among good ones is enough.
// Hosts: {settings.variant}
// Variant: https://inside.example:{INSIDE}/
// Variant: https://mapped.example:{INSIDE}/
// Variant: https://two-faced.example:{INSIDE}/
// Variant: https://many.example:{INSIDE}/
// Outcome: PluginFault
// Ledger: private-address
// Requests: 0
exports.sync = function (hub) {
    hub.log("broke out " + hub.http.get(hub.settings.variant).text);
};
