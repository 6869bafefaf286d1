using System.Diagnostics;
using Hub.FrontDoor;
using Hub.Testing;

namespace Hub.Tests;

/// <summary>A hub that is served has a runner ready where a script is expected.</summary>
public sealed class WarmRunnerTests
{
    private const string Script = """
        exports.importFile = function (hub, file) {
            file.eachLine(function (line, number) {
                if (number === 1) { return; }
                hub.save("energy.consumption", { usagePoint: line, commodity: "gas", direction: "delivered", series: "index", start: "2026-01-01T00:00:00+01:00", duration: 3600, energy: "1.5" });
            });
        };
        """;

    [Fact]
    public async Task Who_opens_the_form_of_a_source_finds_a_runner_ready_and_none_is_left_when_the_hub_is_killed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the hub's children are found in /proc");
        using var plugin = new MadePlugin("noting", script: Script, change: MadePlugin.ReachOut);
        await using var hub = await HubProcess.StartAsync(environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["HUB_PLUGINS"] = plugin.Above, ["HUB_WARM_RUNNER"] = "on" });
        var person = await hub.OwnerAsync();
        Assert.Empty(hub.Runners());

        using (var form = await person.Session.GetAsync("/sources/new/noting", TestContext.Current.CancellationToken))
        {
            form.EnsureSuccessStatusCode();
        }

        await AnyAsync(hub, person);
        var run = await person.ImportAsync("a.txt", "Notes of noting\n1\n2\n"u8.ToArray());
        Assert.Equal("2 0 0 0 0", run.Told());

        // The next one, for whoever comes next.
        using var ready = await AnyAsync(hub, person);
        await hub.KillAsync();
        await ready.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<Process> AnyAsync(HubProcess hub, Person person)
    {
        while (true)
        {
            await person.GetAsync("/api/health");
            if (hub.Runners() is [var first, ..])
            {
                return Process.GetProcessById(first);
            }
        }
    }
}
