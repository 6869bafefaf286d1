// Tries: to climb up the stack to the host by arguments.callee.caller, Function.caller and an error's stack.
// Keeps: nobody's caller is shown, and no path of the machine.
// Outcome: Done
// Logs: held 3
exports.sync = function (hub) {
    var held = 0;
    function climb() {
        try { return arguments.callee.caller; } catch (refused) { held++; return null; }
    }
    function look(it) {
        try { return it.caller; } catch (refused) { return null; }
    }
    climb();
    if (!look(exports.sync) && !look(hub.save)) { held++; }
    var stack = "";
    try { null.x; } catch (error) { stack = String(error.stack) + String(error.fileName) + String(error.message); }
    if (stack.indexOf("/") < 0 && stack.indexOf("Hub.Runner") < 0) { held++; } else { hub.log("broke out " + stack); }
    hub.log("held " + held);
};
