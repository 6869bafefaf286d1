// Tries: to have the engine give back four billion places one by one.
// Keeps: it is done at once, or the time of the run ends it.
// Outcome: Done
// Logs: held
exports.sync = function (hub) {
    var list = [];
    for (var i = 0; i < 20; i++) {
        list[4294967290] = 1;
        list[5] = 1;
        list.length = 0;
    }
    hub.log("held");
};
