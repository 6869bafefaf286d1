// Tries: to read files and speak other languages than the web's.
// Keeps: https is the only one.
// Variant: file:///etc/passwd
// Variant: FILE://localhost/etc/passwd
// Variant: ftp://{HOLDER}/
// Variant: gopher://{HOLDER}/
// Variant: data:text/plain,x
// Variant: javascript:1
// Variant: //{HOLDER}/
// Variant: https:{HOLDER}/
// Outcome: PluginFault
// Ledger: scheme address
// Requests: 0
// Asks: nobody
exports.sync = function (hub) {
    hub.log("broke out " + hub.http.get(hub.settings.variant).text);
};
