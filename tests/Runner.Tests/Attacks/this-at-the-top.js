// Tries: to find something of the machine in the global object, in this at the top level, and under the names that other engines give it.
// Keeps: there is the language and nothing else.
// Outcome: Done
// Logs: held
var top = this;
exports.sync = function (hub) {
    var self = (function () { return this; })();
    if (self !== undefined) { hub.log("broke out: this"); }
    var names = ["require", "process", "global", "globalThis", "window", "self", "fetch", "XMLHttpRequest", "WebSocket", "importScripts", "load", "read", "readFile", "print", "quit", "Deno", "Bun", "Packages", "java",
        "System", "importNamespace", "clr", "host", "ActiveXObject", "WScript", "setTimeout", "setInterval", "setImmediate", "Worker", "SharedArrayBuffer", "Atomics", "WebAssembly", "performance", "Proxy", "Reflect"];
    names.forEach(function (name) {
        if (top[name] !== undefined) { hub.log("broke out: " + name); }
        try { if ((0, Object)(top).constructor[name]) { hub.log("broke out: " + name); } } catch (none) { hub.log("odd"); }
    });
    hub.log("held");
};
