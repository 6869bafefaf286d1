// Tries: to go on after the end: catch and finally around hub.fail and hub.ask.
// Keeps: nothing runs after them.
// Outcome: CredentialsRefused
// Records: 0
exports.sync = function (hub) {
    try {
        try { hub.fail("CredentialsRefused", { en: "No.", fr: "Non." }); } catch (caught) { hub.log("broke out"); } finally { hub.log("broke out"); hub.save("test.event", { ref: "after" }); }
    } catch (again) {
        hub.log("broke out");
    }
    hub.log("broke out");
};
