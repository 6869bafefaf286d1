using System.Text;
using Hub.Core.Plugins.Running;
using Hub.Sdk;
using Hub.Wire;

namespace Runner.Tests;

/// <summary>Runs a test plug-in and looks at what is true of every run.</summary>
internal static class Runs
{
    // A run that hangs is to fail, not to hold the tests up.
    private static readonly RunnerLimits Default = new() { Time = TimeSpan.FromMinutes(2) };

    public static RunnerRequest Request(string plugin, long length = 0) => new(
        Place.Plugin(plugin), plugin + ".dll", SdkVersion.Major, RunMode.Import, default, Cursor: null, "Europe/Paris",
        new DateTimeOffset(2026, 1, 15, 9, 0, 0, TimeSpan.Zero), new Dictionary<string, string>(StringComparer.Ordinal), "a file.txt", length);

    public static RecordingHandler Handler(string behaviour) => new(Encoding.UTF8.GetBytes(behaviour + "\nsecond line\n"));

    public static async Task<(RunnerResult Result, RecordingHandler Told)> BehaveAsync(string behaviour, RunnerLimits? limits = null, TimeProvider? clock = null, bool confine = true)
    {
        var handler = Handler(behaviour);
        return (await RunAsync(Request("Behaving"), handler, limits, clock, confine), handler);
    }

    public static async Task<RunnerResult> RunAsync(RunnerRequest request, RecordingHandler handler, RunnerLimits? limits = null, TimeProvider? clock = null, bool confine = true)
    {
        var result = await new RunnerProcess(confine ? Place.Launcher : Place.Unconfined, limits ?? (clock is null ? Default : new RunnerLimits()), clock ?? TimeProvider.System)
            .RunAsync(request, handler, TestContext.Current.CancellationToken);
        AssertGone(handler);
        if (result.Detail is { } detail)
        {
            Assert.NotEmpty(detail.En);
            Assert.NotEmpty(detail.Fr);
            Assert.NotEqual(detail.En, detail.Fr);
            Assert.DoesNotContain("MARKER", detail.En + detail.Fr, StringComparison.Ordinal);
            Assert.DoesNotContain("{", detail.En + detail.Fr, StringComparison.Ordinal);
        }

        return result;
    }

    /// <summary>No process that the plug-in told of is left.</summary>
    public static void AssertGone(RecordingHandler handler)
    {
        foreach (var line in handler.Log.Where(line => line.StartsWith("pid ", StringComparison.Ordinal)))
        {
            Assert.False(IsAlive(line["pid ".Length..]), line + " is still there");
        }
    }

    // A zombie has ended: it only waits for whoever adopted it.
    public static bool IsAlive(string pid)
    {
        try
        {
            return !File.ReadAllText($"/proc/{pid}/stat").Split(')')[^1].StartsWith(" Z", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
