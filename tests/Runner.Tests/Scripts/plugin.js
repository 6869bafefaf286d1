"use strict";
var __extends = (this && this.__extends) || (function () {
    var extendStatics = function (d, b) {
        extendStatics = Object.setPrototypeOf ||
            ({ __proto__: [] } instanceof Array && function (d, b) { d.__proto__ = b; }) ||
            function (d, b) { for (var p in b) if (Object.prototype.hasOwnProperty.call(b, p)) d[p] = b[p]; };
        return extendStatics(d, b);
    };
    return function (d, b) {
        if (typeof b !== "function" && b !== null)
            throw new TypeError("Class extends value " + String(b) + " is not a constructor or null");
        extendStatics(d, b);
        function __() { this.constructor = d; }
        d.prototype = b === null ? Object.create(b) : (__.prototype = b.prototype, new __());
    };
})();
var __assign = (this && this.__assign) || function () {
    __assign = Object.assign || function(t) {
        for (var s, i = 1, n = arguments.length; i < n; i++) {
            s = arguments[i];
            for (var p in s) if (Object.prototype.hasOwnProperty.call(s, p))
                t[p] = s[p];
        }
        return t;
    };
    return __assign.apply(this, arguments);
};
var __spreadArray = (this && this.__spreadArray) || function (to, from, pack) {
    if (pack || arguments.length === 2) for (var i = 0, l = from.length, ar; i < l; i++) {
        if (ar || !(i in from)) {
            if (!ar) ar = Array.prototype.slice.call(from, 0, i);
            ar[i] = from[i];
        }
    }
    return to.concat(ar || Array.prototype.slice.call(from));
};
Object.defineProperty(exports, "__esModule", { value: true });
exports.probe = void 0;
exports.importFile = importFile;
exports.compute = compute;
exports.sync = sync;
var Reading = /** @class */ (function () {
    function Reading(day, value) {
        this.day = day;
        this.value = value;
    }
    Object.defineProperty(Reading.prototype, "month", {
        get: function () { return this.day.slice(0, 7); },
        enumerable: false,
        configurable: true
    });
    return Reading;
}());
var Refused = /** @class */ (function (_super) {
    __extends(Refused, _super);
    function Refused(cells) {
        var _this = _super.call(this, "".concat(cells, " cells")) || this;
        _this.cells = cells;
        return _this;
    }
    return Refused;
}(Error));
var parse = function (_a) {
    var day = _a[0], value = _a[1], rest = _a.slice(2);
    if (rest.length > 0)
        throw new Refused(rest.length + 2);
    return new Reading(day, value);
};
function importFile(hub, file) {
    var months = new Map();
    file.eachRow({ separator: ";" }, function (cells, number) {
        var _a;
        var _b = parse(cells), day = _b.day, value = _b.value, month = _b.month;
        months.set(month, ((_a = months.get(month)) !== null && _a !== void 0 ? _a : 0) + 1);
        hub.save("test.item", __assign({ day: day }, { value: value, cells: __spreadArray(__spreadArray([], cells, true), ["end"], false) }), { at: "line ".concat(number) });
    });
    months.forEach(function (count, month) { return hub.log("".concat(month, " ").concat(count)); });
}
var probe = function (hub) { return ({ id: Array.from(new Set([1, 1])).join(), label: hub.zone }); };
exports.probe = probe;
function compute(hub) {
    hub.read("test.item", { from: "2025-01-01" }, function (record) { hub.log(record.id); });
}
function sync(hub) {
    var link = hub.html(hub.http.get("https://h.example", { query: { a: 1, b: ["c"] } }).text).select("a").find(function (node) { return node.attr("href") !== null; });
    hub.fail("FormatChanged", { en: "No ".concat(link === null || link === void 0 ? void 0 : link.text, "."), fr: "Pas de ".concat(link === null || link === void 0 ? void 0 : link.text, ".") });
}
//# sourceMappingURL=plugin.js.map