// Tries: to break the pipe with keys, texts and origins that no frame holds.
// Keeps: what is too large is set aside, or refused where it was said; its neighbours are stored.
// Outcome: Done
// Records: 1
// Logs: held
exports.sync = function (hub) {
    var long = "k".repeat(5000000), data = { ref: "with a long key" };
    data[long] = 1;
    hub.save("test.event", data);
    hub.save("test.event", { ref: "with a long text", note: long });
    [
        function () { hub.setCursor(long); },
        function () { hub.setSession(long); },
        function () { hub.http.post("http://{HOLDER}/", { body: long }); }
    ].forEach(function (attempt) {
        try { attempt(); hub.log("broke out"); } catch (refused) { }
    });
    hub.log(long);
    hub.save("test.event", { ref: "good" });
    hub.log("held");
};
