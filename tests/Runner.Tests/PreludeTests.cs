using Hub.Runner.Scripts;
using Jint;
using Jint.Native;

namespace Runner.Tests;

/// <summary>What scripts find beside ES5, in an engine as the runner makes it.</summary>
public sealed class PreludeTests
{
    private readonly Engine _engine = ScriptGlobals.Create(TimeProvider.System, TimeZoneInfo.Utc, new ScriptRandom(1), _ => JsValue.Undefined);

    [Theory]
    [InlineData("Object.assign({a:1},{b:2},null,{a:3}).a + '' + Object.assign({}, {b:2}).b", "32")]
    [InlineData("Object.entries({a:1,b:2}).join(';')", "a,1;b,2")]
    [InlineData("Object.values({a:1,b:2}).join()", "1,2")]
    [InlineData("[Object.is(NaN,NaN), Object.is(0,-0), Object.is('a','a')].join()", "true,false,true")]
    [InlineData("[5,12,8].find(function (x) { return x > 6; })", "12")]
    [InlineData("[5,12,8].findIndex(function (x) { return x > 20; })", "-1")]
    [InlineData("String([1].find(function () { return false; }))", "undefined")]
    [InlineData("[[NaN].includes(NaN), [1,2].includes(1,1), [1,2].includes(2,-1), ['a'].includes('a')].join()", "true,false,true,true")]
    [InlineData("[1,2,3,4].fill(0,1,-1).join()", "1,0,0,4")]
    [InlineData("Array.from('a\\ud83d\\ude00').length", "2")]
    [InlineData("Array.from({length: 3}, function (x, i) { return i * 2; }).join()", "0,2,4")]
    [InlineData("Array.of(7).length", "1")]
    [InlineData("'5'.padStart(3,'0') + '5'.padEnd(3) + '|' + 'abc'.padStart(2) + 'a'.padStart(4,'xy')", "0055  |abcxyxa")]
    [InlineData("['abc'.includes('bc'), 'abc'.includes('a',1), 'abc'.startsWith('b',1), 'abc'.endsWith('b',2)].join()", "true,false,true,true")]
    [InlineData("'ab'.repeat(3) + ''.repeat(1e9) + 'x'.repeat(0)", "ababab")]
    [InlineData("'[' + ' a '.trimStart() + ']' + '[' + ' a '.trimEnd() + ']'", "[a ][ a]")]
    [InlineData("[Number.isInteger(5), Number.isInteger(5.5), Number.isInteger('5'), Number.isFinite('5'), Number.isNaN('x'), Number.isNaN(NaN), Number.isSafeInteger(9007199254740992)].join()", "true,false,false,false,false,true,false")]
    [InlineData("Number.parseFloat('1.5x') + Number.parseInt('11', 2)", "4.5")]
    [InlineData("[Math.trunc(-1.7), Math.sign(-3), Number.MAX_SAFE_INTEGER].join()", "-1,-1,9007199254740991")]
    [InlineData("var m = new Map([['a',1],['b',2]]); m.set('a',3).set(NaN,4).set(-0,5); [m.size, m.get('a'), m.get(NaN), 1/m.keys()[3], m.has('z'), m.delete('b'), m.delete('b'), m.size].join()", "4,3,4,Infinity,false,true,false,3")]
    [InlineData("var m = new Map([[1,1],[2,2],[3,3]]), seen = []; m.forEach(function (v, k) { seen.push(k); if (k === 1) { m.delete(2); m.set(4,4); } }); seen.join()", "1,3,4")]
    [InlineData("var m = new Map(); for (var i = 0; i < 1000; i++) m.set(i, i); for (i = 0; i < 990; i++) m.delete(i); m.keys().join()", "990,991,992,993,994,995,996,997,998,999")]
    [InlineData("var o = {}, m = new Map([[o, 1]]); [m.get(o), m.get({}), m instanceof Map, Object.prototype.toString.call(m)].join()", "1,,true,[object Map]")]
    [InlineData("var s = new Set([1,1,'1',NaN,NaN]); [s.size, s.add(2) === s, s.values().join('|'), Array.from(new Set([3,3,4])).join('|')].join()", "3,true,1|1|NaN|2,3|4")]
    [InlineData("JSON.parse('{\"a\":[1,{\"b\":null}],\"c\":\"\\\\u00e9\"}').c + JSON.parse('[1,2]', function (k, v) { return k === '0' ? 9 : v; }).join()", "é9,2")]
    [InlineData("JSON.stringify({a: [1, 'x', null, true, undefined], d: new Date(0), u: undefined})", "{\"a\":[1,\"x\",null,true,null],\"d\":\"1970-01-01T00:00:00.000Z\"}")]
    [InlineData("JSON.stringify({a: [1, {b: 2}], c: {}, e: []}, null, 2)", "{\n  \"a\": [\n    1,\n    {\n      \"b\": 2\n    }\n  ],\n  \"c\": {},\n  \"e\": []\n}")]
    [InlineData("JSON.stringify({a: 1, b: {a: 2, c: 3}}, ['a','b']) + JSON.stringify([1,2], function (k, v) { return k === '0' ? 'x' : v; }) + JSON.stringify('\"é\\n') + typeof JSON.stringify()", "{\"a\":1,\"b\":{\"a\":2}}[\"x\",2]\"\\\"é\\n\"undefined")]
    [InlineData("[1,null,[2,3],undefined].join('-') + [1,[2]] + [].concat([1],2).join()", "1--2,3-1,21,2")]
    [InlineData("var a = [1]; a.push(a); a.join()", "1,")]
    [InlineData("[3,1,undefined,10,2].sort().join() + [3,1,10,2].sort(function (a, b) { return a - b; }).join()", "1,10,2,3,1,2,3,10")]
    [InlineData("['b1','a1','b2','a2','b3'].sort(function (x, y) { return x[0] < y[0] ? -1 : x[0] > y[0] ? 1 : 0; }).join()", "a1,a2,b1,b2,b3")]
    [InlineData("var a = []; for (var i = 0; i < 1000; i++) a.push(i); a.sort(function (x, y) { return x % 7 < y % 5; }); a.sort(function () { return Math.random() - 0.5; }).length", "1000")]
    [InlineData("try { [1,2].sort(function () { throw new RangeError('x'); }); } catch (e) { e.name; }", "RangeError")]
    [InlineData("[(1e21).toString(36), (-1e21).toString('16'), (9223372036854775807).toString(16), Math.pow(2, 100).toString(7)].join()", "5v1j4f4ds79m9s,-3635c9adc5dea00000,8000000000000000,322653455556104044451560330542514132")]
    [InlineData("[(255).toString(16), (-1e21).toString(), Infinity.toString(2), NaN.toString(2), (1e21).toString(10), parseInt(new Number(1e300).toString(32), 32) === 1e300].join()", "ff,-1e+21,Infinity,NaN,1e+21,true")]
    [InlineData("['toFixed', 'toPrecision', 'toExponential', 'toString'].map(function (name) { return [1, 0.1, 1e20, -1e300].map(function (number) { try { return number[name](1e9); } catch (e) { return e.name; } }).join('/'); }).join()", "RangeError/RangeError/RangeError/RangeError,RangeError/RangeError/RangeError/RangeError,RangeError/RangeError/RangeError/RangeError,RangeError/RangeError/RangeError/RangeError")]
    [InlineData("try { (1e300).toString(37); } catch (e) { e.name; }", "RangeError")]
    [InlineData("try { Number.prototype.toString.call({}, 2); } catch (e) { e.name; }", "TypeError")]
    [InlineData("typeof Function + (function () {} instanceof Function) + typeof eval", "functiontruefunction")]
    [InlineData("var thrown = []; for (var i = 0; i < 5000; i++) { try { null.x; } catch (e) { thrown.push(e); } } thrown.length", "5000")]
    public void It_behaves_as_the_language_says(string script, string expected) => Assert.Equal(expected, Evaluate(script));

    [Theory]
    [InlineData("Object.assign = 1")]
    [InlineData("Array.prototype.includes = 1")]
    [InlineData("Object.defineProperty(Map.prototype, 'get', { value: 1 })")]
    [InlineData("delete String.prototype.padStart")]
    [InlineData("console.log = 1")]
    [InlineData("Map = 1")]
    public void What_was_added_is_frozen(string script) => Assert.Equal("TypeError", Evaluate($"(function () {{ 'use strict'; try {{ {script}; }} catch (e) {{ return e.name; }} }})()"));

    [Fact]
    public void Classes_as_typescript_writes_them_work() =>
        Assert.Equal("B:A:1 true true", Evaluate(
            """
            var __extends = (this && this.__extends) || (function () {
                var extendStatics = function (d, b) {
                    extendStatics = Object.setPrototypeOf ||
                        ({ __proto__: [] } instanceof Array && function (d, b) { d.__proto__ = b; }) ||
                        function (d, b) { for (var p in b) if (Object.prototype.hasOwnProperty.call(b, p)) d[p] = b[p]; };
                    return extendStatics(d, b);
                };
                return function (d, b) {
                    if (typeof b !== "function" && b !== null) throw new TypeError("Class extends value " + String(b) + " is not a constructor or null");
                    extendStatics(d, b);
                    function __() { this.constructor = d; }
                    d.prototype = b === null ? Object.create(b) : (__.prototype = b.prototype, new __());
                };
            })();
            var A = (function () { function A(n) { this.n = n; } A.prototype.say = function () { return "A:" + this.n; }; Object.defineProperty(A.prototype, "twice", { get: function () { return this.n * 2; }, enumerable: false, configurable: true }); return A; }());
            var B = (function (_super) { __extends(B, _super); function B() { return _super !== null && _super.apply(this, arguments) || this; } B.prototype.say = function () { return "B:" + _super.prototype.say.call(this); }; return B; }(A));
            var b = new B(1); b.say() + " " + (b instanceof A) + " " + (b.twice === 2)
            """));

    private string Evaluate(string script) => Jint.Runtime.TypeConverter.ToString(_engine.Execute(script).GetCompletionValue());
}
