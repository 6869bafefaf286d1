// Tries: to call members of the machine's own objects that stand behind the host's: GetType, ToString, Target, Engine.
// Keeps: no object of the host shows what it is made of.
// Outcome: Done
// Logs: held 24
exports.sync = function (hub) {
    var held = 0;
    [hub, hub.save, hub.http, hub.settings].forEach(function (it) {
        ["GetType", "getClass", "Engine", "Target", "Host", "__type"].forEach(function (name) {
            if (it[name] === undefined) { held++; } else { hub.log("broke out: " + name); }
        });
    });
    hub.log("held " + held);
};
