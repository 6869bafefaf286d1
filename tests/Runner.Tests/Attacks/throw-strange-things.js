// Tries: to confuse whoever reads what was thrown: null, functions, getters that throw or never end, names that quote the vault.
// Keeps: it is one outcome, in the hub's words.
// Outcome: PluginFault Escaped
// Variant: null
// Variant: getter
// Variant: frozen
// Variant: name
exports.sync = function (hub) {
    function never() { for (;;) { } }
    switch (hub.settings.variant) {
        case "null": throw null;
        case "getter": throw Object.create(null, { message: { get: never }, name: { get: never }, stack: { get: never } });
        case "frozen": throw Object.freeze(function () { });
        default:
            var error = new TypeError(hub.settings.password);
            error.name = "<script>broke out</script>";
            throw error;
    }
};
