// Tries: never to end: by loops of every kind, by a list that grows while it is walked through.
// Keeps: the time of the run ends it.
// Outcome: LimitExceeded TooLong
// Variant: for
// Variant: each
// Variant: map
exports.sync = function (hub) {
    hub.log("begun");
    if (hub.settings.variant === "for") { for (;;) ; }
    if (hub.settings.variant === "each") { for (;;) { [1, 2].forEach(function () { try { throw 1; } catch (e) { } }); } }
    var map = new Map([[1, 1]]);
    map.forEach(function (value, key) { map.delete(key); map.set(key + 1, 1); });
};
