// Tries: to get half of a surrogate pair into records, keys, cursor, session and log, where UTF-8 has no place for it.
// Keeps: what is stored is valid text; the run goes on.
// Outcome: Done
// Logs: held
exports.sync = function (hub) {
    var half = "\ud800", other = "\udc00x";
    hub.save("test.event", { ref: "a" + half, note: other });
    var place = {};
    place[half] = 1;
    hub.save("test.event", { ref: "b", place: place }, { at: half, subject: "me" });
    hub.setCursor(half);
    hub.setSession(other);
    hub.reject("test.event", { en: half, fr: other });
    hub.log(half + other);
    hub.http.post("http://{HOLDER}/", { body: half, headers: { "X-A": "a" } });
    hub.log("held");
};
