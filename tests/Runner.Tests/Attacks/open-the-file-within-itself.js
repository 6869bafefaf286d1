// Tries: to open the file again within itself, a thousand deep.
// Keeps: a few open files are the most; the hub runs out of none.
// Mode: Import
// File: 10 x a\n
// Outcome: PluginFault
exports.importFile = function (hub, file) {
    (function deeper(n) { file.eachLine(function () { if (n < 1000) { deeper(n + 1); } return false; }); })(0);
};
