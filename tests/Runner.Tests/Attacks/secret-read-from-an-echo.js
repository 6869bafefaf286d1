// Tries: to read the password that it may only send, from a holder that says back what it was sent: in body, headers, cookies, addresses, encodings.
// Keeps: the value comes back as its placeholder, whatever form it has.
// Outcome: Done
// Logs: told 6
exports.sync = function (hub) {
    var told = 0, at = "http://{HOLDER}";
    function tell(reply) {
        told++;
        hub.log(reply.url);
        hub.log(JSON.stringify(reply.headers));
        for (var i = 0; i < reply.text.length; i += 900) { hub.log(reply.text.substr(i, 900)); }
        hub.save("test.event", { ref: "echo " + told, note: reply.text });
    }
    tell(hub.http.get(at + "/echo", { query: { p: "{{password}}" } }));
    tell(hub.http.get(at + "/echo", { headers: { "X-P": "{{password}}", Authorization: "Basic me:{{password}}" } }));
    tell(hub.http.post(at + "/echo", { form: { p: "{{password}}" } }));
    tell(hub.http.post(at + "/echo", { json: { p: ["{{password}}"] } }));
    tell(hub.http.get(at + "/to?%2Fecho%3Fagain%3D{{password}}"));
    tell(hub.http.get(at + "/echo-base64?{{password}}"));
    hub.log("told " + told);
};
