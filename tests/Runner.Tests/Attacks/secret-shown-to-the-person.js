// Tries: to have the hub write the password into log, rejects, cursor, session, records and an outcome's words.
// Keeps: the placeholder is filled in on the way out to its host, and nowhere else.
// Outcome: ActionNeededAtHolder
exports.sync = function (hub) {
    var placeholder = hub.settings.password;
    hub.log(placeholder);
    hub.save("test.event", { ref: placeholder, note: placeholder });
    hub.reject("test.event", { en: placeholder, fr: placeholder }, { at: placeholder });
    hub.setCursor(placeholder);
    hub.setSession(placeholder);
    hub.fail("ActionNeededAtHolder", { en: placeholder, fr: placeholder + "." });
};
