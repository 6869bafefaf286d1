// Tries: to call a function with four billion arguments, made from an object that only says so.
// Keeps: there is no room for them, and that is an outcome.
// Outcome: LimitExceeded OutOfMemory or LimitExceeded TooMuchMemory or PluginFault Escaped
exports.sync = function (hub) {
    Math.max.apply(null, { length: 4294967295 });
    hub.log("broke out");
};
