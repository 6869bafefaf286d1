// Tries: to write a second request into the method, or to open a tunnel.
// Keeps: a few methods are let out.
// Variant: GET / HTTP/1.1\r\nHost: x\r\n\r\nGET
// Variant: CONNECT
// Variant: TRACE
// Variant: get
// Outcome: PluginFault
// Ledger: method
// Requests: 0
exports.sync = function (hub) {
    hub.http.request({ method: hub.settings.variant.replace(/\\r\\n/g, "\r\n"), url: "http://{HOLDER}/" });
    hub.log("broke out");
};
