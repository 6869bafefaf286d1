// Tries: to hold the process with selectors: nested a hundred thousand deep, or compared without end.
// Keeps: they are refused, or are an outcome.
// Outcome: LimitExceeded TooLong or PluginFault StackOverflow or PluginFault Escaped
// Variant: nested
// Variant: compared
exports.sync = function (hub) {
    var page = hub.html("<a>" + "<b class=x>".repeat(400));
    hub.log("begun");
    if (hub.settings.variant === "nested") {
        page.select(":not(".repeat(100000) + "a" + ")".repeat(100000));
    } else {
        page.select("* ".repeat(30) + "z");
    }
    for (;;) ;
};
