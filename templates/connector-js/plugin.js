"use strict";
var API = "https://api.example.org/v1";
exports.probe = function (hub) {
    var meter = getJson(hub, "".concat(API, "/meter")).meter;
    return { id: meter, label: "Meter ".concat(meter) };
};
exports.sync = function (hub) {
    var from = hub.cursor;
    var _loop_1 = function () {
        var page = getJson(hub, "".concat(API, "/readings"), from ? { from: from } : {});
        page.readings.forEach(function (reading) { return keep(hub, page.meter, reading.day, reading.kwh, { at: reading.day }); });
        from = page.next;
        if (from) {
            hub.setCursor(from);
        }
    };
    do {
        _loop_1();
    } while (from);
};
exports.importFile = function (hub, file) {
    var meter = "";
    file.eachLine(function (line, number) {
        var cells = line.split(";");
        if (number === 1) {
            if (cells[0] !== "Example Energy" || !cells[1]) {
                hub.fail("NotMyFile", { en: "The first line does not name a meter.", fr: "La première ligne ne nomme pas de compteur." });
            }
            meter = cells[1];
        }
        else if (number > 2) {
            keep(hub, meter, cells[0], cells[1], { at: "line ".concat(number) });
        }
    });
};
function keep(hub, meter, day, kwh, origin) {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !/^\d+(\.\d+)?$/.test(kwh || "")) {
        hub.reject("energy.consumption", { en: "Expected a day and its kWh.", fr: "Un jour et ses kWh étaient attendus." }, origin);
        return;
    }
    var parts = day.split("-").map(Number);
    var start = new Date(parts[0], parts[1] - 1, parts[2]);
    var end = new Date(parts[0], parts[1] - 1, parts[2] + 1);
    hub.save("energy.consumption", {
        usagePoint: meter,
        commodity: "electricity",
        direction: "delivered",
        series: "daily",
        start: start.toISOString(),
        duration: Math.round((end.getTime() - start.getTime()) / 1000),
        energy: kwh
    }, origin);
}
function getJson(hub, url, query) {
    var reply = hub.http.get(url, { headers: { Authorization: "Bearer ".concat(hub.settings.key) }, query: query });
    if (reply.status === 401 || reply.status === 403) {
        hub.fail("CredentialsRefused", { en: "Example Energy refused the access key.", fr: "Example Energy a refusé la clé d'accès." });
    }
    else if (reply.status === 429) {
        hub.fail("RateLimited", { en: "Example Energy asks for patience.", fr: "Example Energy demande de patienter." });
    }
    else if (reply.status >= 500) {
        hub.fail("HolderUnavailable", { en: "Example Energy does not answer at the moment.", fr: "Example Energy ne répond pas pour le moment." });
    }
    else if (reply.status !== 200) {
        hub.fail("FormatChanged", { en: "Example Energy answered with status ".concat(reply.status, "."), fr: "Example Energy a r\u00E9pondu avec le statut ".concat(reply.status, ".") });
    }
    try {
        return reply.json();
    }
    catch (wrong) {
        return hub.fail("FormatChanged", { en: "Example Energy answered something that is no JSON.", fr: "Example Energy a répondu autre chose que du JSON." });
    }
}
//# sourceMappingURL=plugin.js.map