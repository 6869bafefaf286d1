// Tries: to make code from text by eval, directly, indirectly and through its descriptors, and by what browsers offer besides.
// Keeps: no text becomes code.
// Outcome: Done
// Logs: held 7
exports.sync = function (hub) {
    var held = 0;
    var code = "hub.log('broke out')";
    [
        function () { eval(code); },
        function () { (0, eval)(code); },
        function () { var e = eval; e.call(null, code); },
        function () { new Function("hub", code)(hub); },
        function () { Function.prototype.constructor.apply(null, ["hub", code])(hub); },
        function () { Object.getPrototypeOf(function () {}).constructor("hub", code)(hub); },
        function () { setTimeout(code, 0); }
    ].forEach(function (attempt) {
        try {
            attempt();
        } catch (refused) {
            held++;
        }
    });
    hub.log("held " + held);
};
