// Tries: to fill the memory with a table of one row of three million cells.
// Keeps: the run's own memory is all that fills.
// Mode: Import
// File: 3000000 x ;
// Outcome: Done or LimitExceeded OutOfMemory or LimitExceeded TooMuchMemory
exports.importFile = function (hub, file) {
    file.eachRow(function (cells) { hub.log("cells"); });
};
