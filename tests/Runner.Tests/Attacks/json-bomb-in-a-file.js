// Tries: to overflow the reader of JSON with a file of a million brackets.
// Keeps: it is no JSON, and the script is told.
// Mode: Import
// File: 1000000 x [
// Outcome: Done
// Logs: held
exports.importFile = function (hub, file) {
    try { file.json(); } catch (refused) { hub.log(refused instanceof SyntaxError ? "held" : "odd"); }
};
