// Tries: DNS that changes its answer: an allowed address when it is checked, a cloud's metadata when it is called again.
// Keeps: a name is asked for once in a run, and connected to by number.
// Hosts: turning.example:{PORT}
// Allowed: turning.example
// Outcome: Done
// Requests: 3
// Asks: turning.example
exports.sync = function (hub) {
    for (var i = 0; i < 3; i++) { hub.http.get("http://turning.example:{PORT}/"); }
};
