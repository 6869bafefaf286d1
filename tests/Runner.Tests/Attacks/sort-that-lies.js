// Tries: to confuse the sort with comparisons that contradict themselves, change what is sorted and throw.
// Keeps: the script gets what it asked for, and the process goes on.
// Outcome: Done
// Logs: held
exports.sync = function (hub) {
    var list = [];
    for (var i = 0; i < 200; i++) { list.push(i); }
    try { list.slice().sort(function () { return Math.random() < 0.5 ? 1 : -1; }); } catch (refused) { hub.log("refused"); }
    try { list.slice().sort(function () { return 1; }); } catch (refused) { hub.log("refused"); }
    try { list.sort(function (a, b) { list.length = 0; list.push(a); return NaN; }); } catch (refused) { hub.log("refused"); }
    try { [2, 1].sort(function () { throw { strange: true }; }); } catch (refused) { hub.log("threw"); }
    hub.log("held");
};
