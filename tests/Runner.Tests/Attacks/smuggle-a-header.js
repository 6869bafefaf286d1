// Tries: to write a second header, a second request or the hub's own headers into a call.
// Keeps: what ends a header cannot stand in one, and some are the hub's alone.
// Variant: {"X-A":"1\r\nX-B: 2"}
// Variant: {"X-A\r\nX-B":"1"}
// Variant: {"X-A: 1\nX-B":"1"}
// Variant: {"X-A":"1\u0000"}
// Variant: {"Host":"other.example"}
// Variant: {"Transfer-Encoding":"chunked"}
// Variant: {"Content-Length":"5"}
// Variant: {"X-Forwarded-For":"127.0.0.1"}
// Outcome: PluginFault
// Ledger: header
// Requests: 0
exports.sync = function (hub) {
    hub.http.post("http://{HOLDER}/", { headers: JSON.parse(hub.settings.variant), body: "GET /second HTTP/1.1\r\nHost: x\r\n\r\n" });
    hub.log("broke out");
};
