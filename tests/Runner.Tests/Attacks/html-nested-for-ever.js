// Tries: to overflow whoever reads a page with elements nested half a million deep.
// Keeps: the time of the run ends it, or its memory.
// Outcome: LimitExceeded TooLong or PluginFault StackOverflow or PluginFault Escaped or LimitExceeded OutOfMemory or LimitExceeded TooMuchMemory
exports.sync = function (hub) {
    hub.log("begun");
    var page = hub.html("<div>".repeat(500000));
    page.select("div div div:last-child").length;
    page.text;
    for (;;) ;
};
