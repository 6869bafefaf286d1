// Tries: to have the hub write a record that holds itself: in members, in arrays, through a map.
// Keeps: each is set aside with its reason.
// Outcome: Done
// Records: 1
// Rejected: 3
exports.sync = function (hub) {
    var circle = { ref: "circle" };
    circle.place = circle;
    hub.save("test.event", circle);
    var list = [];
    list[0] = list;
    hub.save("test.event", { ref: "list", tags: list });
    hub.save("test.event", { ref: "map", place: { map: new Map([["a", 1]]) } });
    hub.save("test.event", { ref: "good" });
};
