// Tries: to have the hub write dates that no calendar of the machine has.
// Keeps: each is set aside, or stored as it was; the run goes on.
// Outcome: Done
// Logs: held
exports.sync = function (hub) {
    [new Date(8640000000000000), new Date(-8640000000000000), new Date(NaN), new Date(8640000000000001), new Date(-62135596800001), new Date(253402300800000)].forEach(function (date, at) {
        hub.save("test.event", { ref: "date " + at, place: { date: date } });
    });
    hub.save("test.event", { ref: "good" });
    hub.log("held");
};
