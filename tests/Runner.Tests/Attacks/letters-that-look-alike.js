// Tries: to write hosts in letters that programs fold or that people confuse: full-width digits, circled letters, ideographic dots, Cyrillic.
// Keeps: there is one way to write a host, and what it then is counts.
// Hosts: {HOLDER} {settings.variant}
// Variant: https://１２７.0.0.1:{INSIDE}/
// Variant: https://127。0。0。1:{INSIDE}/
// Variant: https://ⓘnside.example:{INSIDE}/
// Variant: https://ⅼocalhost:{INSIDE}/
// Outcome: PluginFault or HolderUnavailable
// Ledger: private-address host address name
// Requests: 0
exports.sync = function (hub) {
    hub.log("broke out " + hub.http.get(hub.settings.variant).text);
};
