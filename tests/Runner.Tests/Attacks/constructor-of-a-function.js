// Tries: to make code from text with the constructor of any function it can lay hands on.
// Keeps: all of them lead to a function that refuses.
// Outcome: Done
// Logs: held 10
exports.sync = function (hub) {
    var held = 0;
    var accessor = Object.getOwnPropertyDescriptor(Object.getOwnPropertyDescriptor(Map.prototype, "size") ? Map.prototype : {}, "size").get;
    [
        function () {}, hub.save, hub.http.get, Object, Array.prototype.map, accessor, (function () {}).bind(null), Date, JSON.parse, Error
    ].forEach(function (it) {
        try {
            it.constructor("return this")().escaped = 1;
            hub.log("broke out");
        } catch (refused) {
            held += /makes no code from text/.test(refused.message) ? 1 : 0;
        }
    });
    hub.log("held " + held);
};
