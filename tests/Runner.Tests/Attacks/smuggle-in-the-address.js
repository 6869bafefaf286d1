// Tries: to write a second request into an address.
// Keeps: an address has no control characters and no spaces.
// Variant: \r\n
// Variant: \n
// Variant: \u0000
// Variant: \u0020
// Variant: \t
// Outcome: PluginFault
// Ledger: address
// Requests: 0
exports.sync = function (hub) {
    var break_ = JSON.parse('"' + hub.settings.variant + '"');
    hub.http.get("http://{HOLDER}/a" + break_ + "HTTP/1.1" + break_ + "X-B: 2");
    hub.log("broke out");
};
