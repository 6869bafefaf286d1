// Tries: to have the calendar count the years up to one that is never reached, inside one call that no limit of the engine sees.
// Keeps: years are computed, not counted; a time that no date can have is none.
// Outcome: Done
// Logs: NaN NaN NaN NaN
exports.sync = function (hub) {
    hub.log([new Date(0).setUTCFullYear(1e300), Date.UTC(1e300, 0), new Date(0).setFullYear(-1e300), new Date(1e300, 0).getTime()].join(' '));
};
