// Tries: to have every function of arrays walk through four billion holes.
// Keeps: none sets out.
// Outcome: Done
// Logs: held 16
exports.sync = function (hub) {
    var held = 0, list = [];
    list[4294967290] = 1;
    function nothing() { return false; }
    ["join", "toLocaleString", "reverse", "shift", "slice", "sort", "indexOf", "lastIndexOf", "some", "forEach", "map", "filter", "reduce", "find", "includes", "fill"].forEach(function (name) {
        try { list[name](nothing); } catch (refused) { held += refused instanceof RangeError ? 1 : 0; }
    });
    hub.log("held " + held);
};
