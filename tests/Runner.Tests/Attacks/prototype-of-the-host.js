// Tries: to give every object of the host a member through the prototypes that it might share with the script.
// Keeps: what the host hands over has no prototype, and takes no member.
// Outcome: Done
// Logs: held 4
exports.sync = function (hub) {
    "use strict";
    Object.prototype.polluted = "polluted";
    Function.prototype.polluted = "polluted";
    Array.prototype.polluted = "polluted";
    var reply = hub.http.get("http://{HOLDER}/");
    var held = 0;
    [hub, hub.http, hub.files, reply].forEach(function (host) {
        if (host.polluted === undefined && Object.getPrototypeOf(host) === null) {
            held++;
        }
    });
    hub.log("held " + held);
};
