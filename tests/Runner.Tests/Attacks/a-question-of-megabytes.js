// Tries: to fill the page and the mail of the person with a question that is a book.
// Keeps: what reaches the hub is cut to what a person reads.
// Outcome: CodeNeeded
// Waits: 1
exports.sync = function (hub) {
    var book = "q".repeat(1000000);
    hub.ask(book.slice(0, 5000), { en: book, fr: book });
};
