// Tries: to have cookies of one host sent to another, by naming it, or by naming a domain too wide.
// Keeps: cookies go where they came from.
// Hosts: {HOLDER} {OTHER}
// Outcome: Done
// Logs: held
exports.sync = function (hub) {
    hub.http.get("http://{HOLDER}/cookie");
    var there = hub.http.get("http://{OTHER}/echo").text, here = hub.http.get("http://{HOLDER}/echo").text;
    if (/sid=|wide=|theirs=/.test(there) || /wide=|theirs=/.test(here)) { hub.log("broke out"); }
    if (/sid=of-this-host/.test(here)) { hub.log("held"); }
};
