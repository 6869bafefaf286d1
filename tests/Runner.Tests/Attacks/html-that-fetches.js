// Tries: to have the reader of pages fetch what a page names: pictures, styles, scripts, frames, refreshes.
// Keeps: nothing of a page is run or fetched.
// Outcome: Done
// Requests: 0
// Asks: nobody
// Logs: held
exports.sync = function (hub) {
    var at = "http://127.0.0.1:{INSIDE}/x";
    var page = hub.html("<base href='" + at + "'><meta http-equiv=refresh content='0;url=" + at + "'><link rel=stylesheet href='" + at + "'><script src='" + at + "'></script><script>hub.log('broke out')</script>"
        + "<img src='" + at + "' onerror='hub.log(1)'><iframe src='" + at + "'></iframe><object data='" + at + "'></object><svg><use href='" + at + "'/></svg><style>@import '" + at + "';</style><!DOCTYPE x SYSTEM '" + at + "'>");
    page.select("*").forEach(function (element) { element.attr("src"); element.text; });
    hub.log("held");
};
