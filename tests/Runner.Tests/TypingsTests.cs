using Hub.Runner.Scripts;
using Hub.Sdk;
using Hub.Wire;

namespace Runner.Tests;

/// <summary>What scripts can see is pinned, and the typings say the same.</summary>
public sealed class TypingsTests
{
    private const string Globals =
        "Array Boolean Date Error EvalError Function Infinity JSON Map Math NaN Number Object RangeError ReferenceError RegExp Set String SyntaxError TypeError URIError "
        + "console decodeURI decodeURIComponent encodeURI encodeURIComponent eval isFinite isNaN parseFloat parseInt undefined";

    private const string Connector =
        "ask cursor fail files files.keep held html http http.get http.post http.request log now produced progress random reject save session setAccount setCursor setSession settings withdraw zone";

    private const string Application = "aggregate emit fail log now progress random read reference settings zone";

    private const string Tell =
        """
        function members(of, before) {
          return Object.getOwnPropertyNames(of).reduce(function (all, name) {
            var value = of[name], inner = value && typeof value === "object" && (name === "http" || name === "files");
            return all.concat(before + name, inner ? members(value, name + ".") : []);
          }, []);
        }
        function tell(hub) {
          var global = (function () { return this; })();
          hub.log(members(hub, "").sort().join(" "));
          hub.log([Object.isFrozen(hub), Object.getPrototypeOf(hub), typeof global, typeof module.exports, typeof require, typeof System, typeof importNamespace, typeof setTimeout].join(" "));
        }
        exports.sync = tell; exports.compute = tell;
        """;

    [Fact]
    public void The_typings_are_what_the_runner_binds()
    {
        var file = Path.Join(Place.Root, "sdk", "js", "hub.d.ts");
        if (Environment.GetEnvironmentVariable("HUB_APPROVE") == "1")
        {
            File.WriteAllText(file, Typings.Write());
        }

        Assert.Equal(Typings.Write(), File.ReadAllText(file));
    }

    [Theory]
    [InlineData(RunMode.Sync, Connector)]
    [InlineData(RunMode.Compute, Application)]
    public async Task A_plug_in_sees_these_members_and_no_other(RunMode mode, string members)
    {
        var (result, told) = await Scripts.RunAsync(Tell, mode);

        Assert.Equal((Outcome.Done, null), (result.Outcome, result.Detail));
        Assert.Equal([members, "true  undefined object undefined undefined undefined undefined"], told.Log);
    }

    [Fact]
    public void A_script_sees_these_globals_and_no_other()
    {
        var engine = ScriptGlobals.Create(TimeProvider.System, TimeZoneInfo.Utc, new ScriptRandom(1), _ => Jint.Native.JsValue.Undefined);
        Assert.Equal(Globals.Split(' '), engine.Global.GetOwnProperties().Select(member => member.Key).Order(StringComparer.Ordinal));
    }
}
