// Tries: to overwrite a record of another source by writing what has its id.
// Keeps: it is told that the record is another's, and nothing changes.
// Outcome: Done
// Records: 0
// Owned: 2
exports.sync = function (hub) {
    hub.save("test.event", { ref: "neighbour", note: "overwritten" });
    hub.save("test.event", { ref: "neighbour" });
};
