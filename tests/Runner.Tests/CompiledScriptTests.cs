using System.Text;
using Hub.Sdk;
using Hub.Wire;

namespace Runner.Tests;

/// <summary>What typescript 5.9 makes of Scripts/src/plugin.ts runs, and its errors stand at the author's own lines.</summary>
public sealed class CompiledScriptTests
{
    private static readonly string Folder = Path.Join(Place.Root, "tests", "Runner.Tests", "Scripts");

    [Fact]
    public async Task Modern_syntax_runs_after_its_build()
    {
        var (result, told) = await RunAsync(RunMode.Import, "2025-01-01;1.5\n2025-01-02;2\n2025-02-01;3");

        Assert.Equal((Outcome.Done, null), (result.Outcome, result.Detail));
        Assert.Equal("""{"day":"2025-01-01","value":"1.5","cells":["2025-01-01","1.5","end"]}""", told.Records[0].Data);
        Assert.Equal(["2025-01 2", "2025-02 1"], told.Log);
    }

    [Fact]
    public async Task An_error_stands_at_the_line_of_the_authors_source()
    {
        var (result, told) = await RunAsync(RunMode.Import, "2025-01-01;1.5\n2025-01-02;2;3");

        Assert.Equal(Outcome.PluginFault, result.Outcome);
        Assert.Contains("(Error, src/plugin.ts:11:", result.Detail!.En, StringComparison.Ordinal);
        Assert.Single(told.Records);
    }

    private static async Task<(Hub.Core.Plugins.Running.RunnerResult Result, RecordingHandler Told)> RunAsync(RunMode mode, string file)
    {
        var bytes = Encoding.UTF8.GetBytes(file);
        var request = Runs.Request("Behaving", bytes.Length) with { PluginFolder = Folder, Entry = "plugin.js", Mode = mode, Runtime = "js" };
        return await Scripts.RunAsync(request, new RecordingHandler(bytes));
    }
}
