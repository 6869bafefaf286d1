// Tries: to be sent on by the granted host to files, to this machine, to a cloud's metadata, to a host not granted, to plain text.
// Keeps: each redirect is judged like a first call.
// Allowed: holder.example
// Hosts: {HOLDER} inside.example:{INSIDE} metadata.example
// Variant: file:///etc/passwd
// Variant: https://127.0.0.1:{INSIDE}/
// Variant: https://inside.example:{INSIDE}/
// Variant: https://metadata.example/
// Variant: https://not-granted.example/
// Variant: //[::1]:{INSIDE}/
// Variant: javascript:1
// Outcome: PluginFault
// Ledger: scheme address host private-address
// Requests: 1
exports.sync = function (hub) {
    hub.log("broke out " + hub.http.get("http://{HOLDER}/to?" + encodeURIComponent(hub.settings.variant)).text);
};
