// Tries: to overflow the stack where the host reads a query, headers and a form.
// Keeps: it is an outcome, and nothing was sent.
// Outcome: PluginFault StackOverflow or PluginFault Escaped or LimitExceeded OutOfMemory or LimitExceeded TooMuchMemory
// Requests: 0
exports.sync = function (hub) {
    var list = [];
    list[0] = list;
    hub.http.get("http://{HOLDER}/", { query: { a: list } });
};
