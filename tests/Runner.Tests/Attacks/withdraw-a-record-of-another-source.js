// Tries: to make a record of another source disappear, by saying that its holder has it no more.
// Keeps: the item is set aside with that reason, and nothing changes.
// Outcome: Done
// Records: 0
// Rejected: 2
// Owned: 0
exports.sync = function (hub) {
    hub.withdraw("test.event", { ref: "neighbour" });
    hub.withdraw("test.event", { ref: "neighbour", note: "never was" }, { at: "source neighbour-00000001" });
    hub.held("test.event", function (identity) { hub.log("broke out: " + identity.ref); });
};
