// Tries: to fill the hub's tables with names of types.
// Keeps: the first that was not granted ends the run.
// Outcome: PluginFault
// Records: 0
exports.sync = function (hub) {
    for (var i = 0; i < 2000; i++) { hub.save("test.type" + i, {}); }
};
