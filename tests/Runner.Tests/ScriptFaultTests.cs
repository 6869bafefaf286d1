using Hub.Testing;
using Hub.Core.Plugins.Running;
using Hub.Sdk;
using Hub.Wire;

namespace Runner.Tests;

/// <summary>However a script goes wrong, it is an outcome with a sentence, at the author's own line, and what was sent before is kept.</summary>
public sealed class ScriptFaultTests
{
    [Theory]
    [InlineData("null.x", "did not expect (TypeError, plugin.js:3:1)")]
    [InlineData("\n  nowhere()", "did not expect (ReferenceError, plugin.js:4:3)")]
    [InlineData("throw new RangeError('MARKER')", "did not expect (RangeError, plugin.js:3:1)")]
    [InlineData("throw 'MARKER'", "did not expect (throw, plugin.js:3:1)")]
    [InlineData("throw { code: 'MARKER' }", "did not expect (Error, plugin.js:3:1)")]
    [InlineData("var e = new Error(); e.name = 'MARKER'; throw e", "did not expect (Error, plugin.js:3:")]
    [InlineData("throw Object.freeze({})", "did not expect (Error, plugin.js:3:1)")]
    [InlineData("hub.save({})", "did not expect (TypeError: hub.save: the type is a text, plugin.js:3:1)")]
    [InlineData("hub.fail('Fine', 'x')", "TypeError: hub.fail: the outcome is one of Done, ")]
    [InlineData("eval('1')", "TypeError: eval: a plug-in makes no code from text")]
    [InlineData("new Function('return 1')()", "TypeError: Function: a plug-in makes no code from text")]
    [InlineData("(function () {}).constructor('return 1')()", "TypeError: Function: a plug-in makes no code from text")]
    [InlineData("hub.save.constructor('return 1')()", "TypeError: Function: a plug-in makes no code from text")]
    [InlineData("undeclared = 1", "did not expect (ReferenceError, plugin.js:3:1)")]
    [InlineData("hub.save = 1", "did not expect (TypeError, plugin.js:3:1)")]
    [InlineData("(function f(n) { return f(n + 1); })(0)", "nested too deeply")]
    [InlineData("function a(n) { return b(n); } function b(n) { return [n].map(a); } a(0)", "nested too deeply")]
    [InlineData("var o = {}; for (var i = 0; i < 200000; i++) o = { o: o }; JSON.stringify(o)", "RangeError: JSON.stringify: this is nested more than 512 deep")]
    [InlineData("JSON.parse('['.repeat(200000))", "SyntaxError: JSON.parse: this is no JSON, or it is nested more than 512 deep")]
    [InlineData("/^(a+)+$/.test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab')", "pattern of the plug-in took too long on what it read, at plugin.js:3:1")]
    [InlineData("new Array(1e9).join('x')", "RangeError: This array is longer than 4 million items")]
    [InlineData("var a = []; a[4e9] = 1; a.join()", "RangeError: This array is longer than 4 million items")]
    [InlineData("'x'.repeat(1e9)", "RangeError: repeat: the text would be longer")]
    public async Task A_script_that_breaks_is_a_fault_and_what_it_sent_is_kept(string statement, string sentence)
    {
        var (result, told) = await Scripts.ImportAsync("hub.save('test.item', { n: 0 });\n" + statement + ";");

        Assert.Equal(Outcome.PluginFault, result.Outcome);
        Assert.Contains(sentence, result.Detail!.En, StringComparison.Ordinal);
        Assert.Single(told.Records);
    }

    [Theory]
    [InlineData("var s = 'x'; while (true) s += s")]
    [InlineData("var a = []; for (var i = 0;; i++) a[i % 4000000] = 'x'.repeat(10000)")]
    public async Task A_script_that_takes_too_much_memory_is_stopped(string statement)
    {
        var (result, _) = await Scripts.ImportAsync(statement, limits: new RunnerLimits { Memory = 200 * 1024 * 1024 });

        Assert.Equal(Outcome.LimitExceeded, result.Outcome);
        Assert.Contains("more memory than the 200\u00a0MB", result.Detail!.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_stack_can_be_caught_as_in_a_browser()
    {
        var (result, told) = await Scripts.ImportAsync("""try { (function f() { f(); })(); } catch (e) { hub.save("test.item", { range: e instanceof RangeError }); }""");

        Assert.Equal((Outcome.Done, null), (result.Outcome, result.Detail));
        Assert.Equal("""{"range":true}""", Assert.Single(told.Records).Data);
    }

    [Theory]
    [InlineData("var ok = 1;\nlet x = 1;", "at plugin.js:2:1 ")]
    [InlineData("const x = 1;", "at plugin.js:1:1 ")]
    [InlineData("var f = (a) => a;", "at plugin.js:1:14 ")]
    [InlineData("class A {}", "at plugin.js:1:1 ")]
    [InlineData("import x from 'y';", "at plugin.js:1:1 ")]
    [InlineData("var s = `a`;", "at plugin.js:1:")]
    [InlineData("var o = {", "at plugin.js:")]
    public async Task Newer_JavaScript_is_told_with_its_place_and_the_command_that_mends_it(string script, string place)
    {
        var (result, _) = await Scripts.RunAsync(script, RunMode.Sync);

        Assert.Equal(Outcome.PluginFault, result.Outcome);
        Assert.Contains(place, result.Detail!.En, StringComparison.Ordinal);
        Assert.Contains("npm run build", result.Detail.En, StringComparison.Ordinal);
        Assert.Contains("npm run build", result.Detail.Fr, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("[", "]")]
    [InlineData("{a:", "}")]
    [InlineData("function(){return ", "}")]
    public async Task A_script_nested_without_end_is_refused_before_it_is_parsed(string open, string close)
    {
        var script = "var x = " + string.Concat(Enumerable.Repeat(open, 200_000)) + "1" + string.Concat(Enumerable.Repeat(close, 200_000)) + ";";
        var (result, _) = await Scripts.RunAsync(script, RunMode.Sync);

        Assert.Equal(Outcome.PluginFault, result.Outcome);
        Assert.Contains("nested too deeply at plugin.js:1:", result.Detail!.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1+")]
    [InlineData("!")]
    [InlineData("1?1:")]
    [InlineData("a=")]
    public async Task An_expression_without_end_is_a_fault(string part)
    {
        var (result, _) = await Scripts.RunAsync("var a = " + string.Concat(Enumerable.Repeat(part, 200_000)) + "1;", RunMode.Sync);

        Assert.Equal(Outcome.PluginFault, result.Outcome);
        Assert.Contains("nested too deeply", result.Detail!.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_without_the_function_that_is_asked_for_is_told_so()
    {
        var (result, _) = await Scripts.RunAsync("exports.importFile = 1;", RunMode.Sync);

        Assert.Equal(Outcome.PluginFault, result.Outcome);
        Assert.Contains("exports no function sync", result.Detail!.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_is_told_in_the_authors_own_source_when_a_map_leads_there()
    {
        // As typescript writes it for: function sync() {\n    throw new Error("MARKER");\n}
        using var folder = new ScriptFolder("exports.sync = function () {\n    throw new Error(\"MARKER\");\n};\n");
        folder.Write("plugin.js.map", """{"version":3,"file":"plugin.js","sources":["../src/plugin.ts"],"names":[],"mappings":";AAMA,oBAEC;IADC,MAAM"}""");
        var (result, _) = await Scripts.RunAsync(folder.Request(RunMode.Sync), new RecordingHandler([]));

        Assert.Contains("(Error, src/plugin.ts:", result.Detail!.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_that_never_ends_is_stopped_when_its_time_is_over()
    {
        using var folder = new ScriptFolder("exports.importFile = function (hub, file) { hub.save('test.item', {}); file.text(); for (;;); };");
        var clock = new HandClock();
        var handler = new RecordingHandler([]) { OnOpen = () => clock.Advance(TimeSpan.FromMinutes(15)) };
        var result = await Runs.RunAsync(folder.Request(RunMode.Import), handler, clock: clock);

        Assert.Equal(Outcome.LimitExceeded, result.Outcome);
        Assert.Single(handler.Records);
    }
}
