using System.Text.Json;
using Hub.Core.Egress;
using Hub.Core.Plugins.Running;
using Hub.Core.Records;
using Hub.Core.Runs;
using Hub.Core.Vaults;
using Hub.Sdk;
using Hub.Sdk.Testing;
using Hub.Wire;

namespace Hub.Core.Plugins.Conformance;

/// <summary>Runs a plug-in against the real holder, once, and gives a recording without what belongs to somebody.</summary>
/// <param name="ask">Asks the author what the run asks; null ends the recording there.</param>
public sealed class RecordingRun(RecordTypes types, RunnerLauncher launcher, IVaultStores scratchVaults, TimeProvider clock, Func<string, Text, IReadOnlyList<Choice>, string?> ask)
{
    private const int MostQuestions = 10;
    private const int MostCursors = 10;
    private readonly HashSet<string> _chosen = new(StringComparer.Ordinal);

    /// <param name="settings">As a person fills them in, secrets in clear.</param>
    public async Task<TakenRecording> RunAsync(Plugin plugin, JsonElement settings, bool probe, Broker broker, CancellationToken cancellationToken)
    {
        var secrets = plugin.Settings.Secrets.Select(secret => secret.Name).ToHashSet(StringComparer.Ordinal);
        var given = settings.EnumerateObject().ToDictionary(setting => setting.Name, setting => setting.Value, StringComparer.Ordinal);
        var begun = new RunRecording
        {
            Mode = probe ? "probe" : "sync",
            Now = clock.GetUtcNow(),
            Settings = JsonSerializer.SerializeToElement(given.ToDictionary(setting => setting.Key, setting => secrets.Contains(setting.Key) ? JsonSerializer.SerializeToElement($"{{{{{setting.Key}}}}}", TrialJson.Default.String) : setting.Value, StringComparer.Ordinal), TrialJson.Default.DictionaryStringJsonElement),
        };
        using var holder = broker.Open(await scratchVaults.OpenAsync("recording", create: true), new EgressRun
        {
            Plugin = plugin,
            Source = "recording",
            Run = RunStore.NewId(clock),
            Settings = begun.Settings.Value,
            Secrets = given.Where(setting => secrets.Contains(setting.Key)).ToDictionary(setting => setting.Key, setting => setting.Value.ToString(), StringComparer.Ordinal),
        });
        var recorder = new Recorder(holder);
        var input = new TrialInput("recording", probe ? RunMode.Probe : RunMode.Sync, new ExpectedRun()) { Recording = begun, Live = recorder };
        var runner = new TrialRunner(plugin, types, new RunnerProcess(launcher, new RunnerLimits { Memory = ConformanceSuite.MemoryBound }, clock));
        var (whole, trial) = await AnsweredAsync(runner, input, cancellationToken);
        await BeginAgainAsync(runner, whole, trial, recorder, cancellationToken);
        return new TakenRecording(recorder.End(whole.Recording!, trial, _chosen), trial.Waiting ? null : trial.Outcome, trial.Detail is { } detail ? holder.Redactor.Redact(detail) : null);
    }

    /// <summary>A question ends the process; it is begun again with the answer, as in a hub.</summary>
    private async Task<(TrialInput Input, Trial Trial)> AnsweredAsync(TrialRunner runner, TrialInput input, CancellationToken cancellationToken)
    {
        var trial = await runner.RunAsync(input, null, cancellationToken);
        for (var asked = 0; asked < MostQuestions && trial is { Waiting: true, Question: { } question } && ask(question.Key, question.Asked, question.Choices) is { } answer; asked++)
        {
            _chosen.UnionWith(question.Choices.Select(choice => choice.Value).Where(value => value == answer));
            var answers = new Dictionary<string, string>(input.Recording!.Answers ?? new Dictionary<string, string>(StringComparer.Ordinal), StringComparer.Ordinal) { [question.Key] = answer };
            input = input with { Recording = input.Recording with { Answers = answers }, Cursor = trial.Cursor, Session = trial.Session };
            trial = await runner.RunAsync(input, trial.Stored, cancellationToken);
        }

        return (input, trial);
    }

    /// <summary>From each cursor on, a plug-in may ask for what the whole run did not. Without it, no one could try to kill it there.</summary>
    private static async Task BeginAgainAsync(TrialRunner runner, TrialInput whole, Trial trial, Recorder recorder, CancellationToken cancellationToken)
    {
        recorder.OnlyNew = true;
        foreach (var step in trial.Outcome == Outcome.Done && !trial.Waiting ? trial.Steps.SkipLast(1).Where(step => step.Cursor is not null).DistinctBy(step => step.Cursor).Take(MostCursors) : [])
        {
            await runner.RunAsync(whole with { Cursor = step.Cursor, Session = step.Session }, null, cancellationToken);
        }
    }
}

/// <summary>A recording, and how the run ended that it is of.</summary>
/// <param name="Outcome">Null where it ended with a question.</param>
/// <param name="Detail">What the plug-in or the hub said of it.</param>
public sealed record TakenRecording(RunRecording Recording, Outcome? Outcome, Text? Detail);
