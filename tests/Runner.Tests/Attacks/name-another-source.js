// Tries: to write in the name of another source: in the data, in the origin, under the names that the hub uses.
// Keeps: whose a record is, the hub says.
// Outcome: Done
// Records: 2
exports.sync = function (hub) {
    var forged = { source: "neighbour-00000001", plugin: "neighbour", run: "run-0", version: "9.9.9", raw: "sha256-x" };
    hub.save("test.event", { ref: "one", place: forged }, forged);
    hub.save("test.event", { ref: "two", place: forged }, { at: "x", subject: "me", source: forged.source, provenance: forged, vault: "theirs" });
};
