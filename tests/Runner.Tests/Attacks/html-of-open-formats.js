// Tries: to make the reader of pages work for ever: formats that are opened and never closed are opened again in each block.
// Keeps: the time of the run ends it, or its memory.
// Outcome: LimitExceeded TooLong or LimitExceeded OutOfMemory or LimitExceeded TooMuchMemory
exports.sync = function (hub) {
    var letters = "abcdefghij".split("");
    var formats = "";
    for (var i = 0; i < 3000; i++) { formats += "<b id=" + i + ">"; }
    hub.log("begun");
    hub.html(formats + "<p>x".repeat(200000));
    for (;;) ;
};
