// Tries: to fill memory or stack by building a pattern, not by using it.
// Keeps: it is built, or refused; the run goes on.
// Outcome: Done or LimitExceeded or PluginFault StackOverflow
exports.sync = function (hub) {
    [
        "(".repeat(20000) + ")".repeat(20000), "a{2147483647}", "((a{1000}){1000}){1000}", "(?:".repeat(5000) + "a" + ")?".repeat(5000), "[" + "a-z".repeat(20000) + "]", "a|".repeat(50000)
    ].forEach(function (pattern) {
        try { new RegExp(pattern).test("aaaa"); } catch (refused) { }
    });
    hub.log("held");
};
