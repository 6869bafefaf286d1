// Tries: to read the password from an echo that says it is a picture, and is no valid text.
// Keeps: a call that carried a secret has its reply looked through whatever it is.
// Outcome: Done
// Logs: told
exports.sync = function (hub) {
    var reply = hub.http.post("http://{HOLDER}/echo-as-picture", { form: { p: "{{password}}" } });
    for (var i = 0; i < reply.text.length; i += 900) { hub.log(reply.text.substr(i, 900)); }
    hub.log("told");
};
