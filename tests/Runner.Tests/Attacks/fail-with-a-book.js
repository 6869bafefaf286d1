// Tries: to fill the person's pages and mails with the words of an outcome.
// Keeps: what reaches the hub is cut to what a person reads.
// Outcome: ActionNeededAtHolder
exports.sync = function (hub) {
    var book = "b".repeat(3000000);
    hub.fail("ActionNeededAtHolder", { en: book, fr: book });
};
