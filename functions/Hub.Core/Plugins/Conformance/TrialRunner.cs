using System.Text.Json;
using Hub.Core.Plugins.Running;
using Hub.Core.Records;
using Hub.Sdk;
using Hub.Sdk.Testing;

namespace Hub.Core.Plugins.Conformance;

/// <summary>Runs a plug-in on an input in the hub's own runner: what passes here passes there.</summary>
internal sealed class TrialRunner(Plugin plugin, RecordTypes types, RunnerProcess runner)
{
    private static readonly RunRecording Usual = new();
    private static readonly Dictionary<string, string> NoAnswers = new(StringComparer.Ordinal);
    private static readonly Dictionary<string, TrialRecord> Nothing = new(StringComparer.Ordinal);

    public long PeakMemory { get; private set; }

    /// <summary>A run was ended near the bound: the runtime refuses the allocation that would go beyond it.</summary>
    public bool RanOut { get; private set; }

    public int Runs { get; private set; }

    public List<string> Violations { get; } = [];

    public async Task<Trial> RunAsync(TrialInput input, IReadOnlyDictionary<string, TrialRecord>? stored, CancellationToken cancellationToken)
    {
        var given = input.Recording ?? Usual;
        var settings = given.Settings is { } filled ? JsonSerializer.SerializeToUtf8Bytes(filled, TrialJson.Default.JsonElement) : "{}"u8.ToArray();
        var request = new RunnerRequest(
            plugin.Folder, plugin.Manifest.Entry, plugin.Manifest.Sdk, input.Mode, settings, input.Cursor ?? given.Cursor, given.Zone, given.Now,
            input.Expected.Answers ?? given.Answers ?? NoAnswers, input.IsFile ? Path.GetFileName(input.Name) : null, input.File?.Length)
        { Runtime = plugin.Manifest.Runtime, Session = input.Session ?? given.Session, Decimals = plugin.Decimals(types), ClockStands = input.Live is null };
        var handler = new TrialHandler(plugin, types, input, stored ?? Nothing);
        var trial = handler.End(await RunAsync(request, handler, cancellationToken));
        PeakMemory = Math.Max(PeakMemory, trial.PeakMemory);
        RanOut |= trial.Outcome == Outcome.LimitExceeded && trial.PeakMemory > ConformanceSuite.MemoryBound / 2;
        Runs++;
        Violations.AddRange(trial.Violations.Except(Violations, StringComparer.Ordinal));
        return trial;
    }

    private async Task<RunnerResult?> RunAsync(RunnerRequest request, TrialHandler handler, CancellationToken cancellationToken)
    {
        try
        {
            return await runner.RunAsync(request, handler, cancellationToken);
        }
        catch (TrialKilledException)
        {
            return null; // as the suite wanted it
        }
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(JsonElement))]
[System.Text.Json.Serialization.JsonSerializable(typeof(string))]
[System.Text.Json.Serialization.JsonSerializable(typeof(Dictionary<string, JsonElement>))]
internal sealed partial class TrialJson : System.Text.Json.Serialization.JsonSerializerContext;
