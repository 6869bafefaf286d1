using Hub.Core.Aggregates;
using Hub.Core.Grants;
using Hub.Core.Plugins.Running;
using Hub.Core.Records;
using Hub.Core.Runs;
using Hub.Core.Vaults;
using Hub.Sdk;
using Hub.Wire;

namespace Hub.Core.Plugins.Conformance;

/// <summary>
/// What every plug-in must hold to, tried on the recordings and samples in its folder: it does what they expect, twice the same, changes nothing
/// the second time, goes on from each cursor, tells what went wrong, and keeps to what its manifest asks for.
/// </summary>
public sealed class ConformanceSuite(RecordTypes types, RunnerLauncher launcher, IVaultStores scratchVaults, TimeProvider clock)
{
    internal const long MemoryBound = 256L * 1024 * 1024;
    private const int MostShown = 5;

    public async Task<ConformanceReport> RunAsync(Plugin plugin, CancellationToken cancellationToken)
    {
        var checks = new List<ConformanceCheck> { ManifestChecks.Manifest(plugin, types), ManifestChecks.Labels(plugin.Manifest) };
        if (!checks[0].Passed)
        {
            return new ConformanceReport(plugin.Id, plugin.Manifest.Version, checks, new ConformanceFacts(0, 0, false, false, false, 0, 0));
        }

        var runner = new TrialRunner(plugin, types, new RunnerProcess(launcher, new RunnerLimits { Memory = MemoryBound, Time = TimeSpan.FromMinutes(2) }, clock));
        var problems = new List<string>();
        var inputs = await InputsAsync(plugin, problems, cancellationToken);
        checks.Add(new ConformanceCheck("inputs", $"{inputs.Count} recordings and samples", problems));

        var first = new List<(TrialInput Input, Trial Trial)>();
        foreach (var input in inputs)
        {
            first.Add((input, await runner.RunAsync(input, null, cancellationToken)));
        }

        checks.Add(Check("expected", $"{first.Count} runs end as they should", first.SelectMany(run => Compare(run.Input, run.Trial))));
        checks.AddRange(await RepeatAsync(runner, first, cancellationToken));
        var (resumed, cursors) = await ResumeAsync(runner, first, cancellationToken);
        checks.Add(resumed);
        checks.Add(await FaultsAsync(runner, first, cancellationToken));
        checks.Add(await DamagedAsync(runner, first, cancellationToken));
        checks.Add(Check("declared", "no host and no type but those of the manifest", runner.Violations.Select(what => $"it {what}")));
        checks.Add(Check("memory", $"{runner.PeakMemory / 1024 / 1024} MB at most", runner.PeakMemory > MemoryBound || runner.RanOut ? [$"a run needs more than {MemoryBound / 1024 / 1024} MB"] : []));
        var facts = new ConformanceFacts(
            inputs.Count, cursors, first.Exists(run => run.Trial.Rejected.Count > 0), first.Exists(run => run.Trial.Outcome == Outcome.CredentialsRefused),
            first.Exists(run => run.Input.Mode == RunMode.Probe), runner.PeakMemory, runner.Runs);
        return new ConformanceReport(plugin.Id, plugin.Manifest.Version, checks, facts);
    }

    private async Task<IReadOnlyList<TrialInput>> InputsAsync(Plugin plugin, List<string> problems, CancellationToken cancellationToken)
    {
        var inputs = plugin.Manifest.Kind == PluginKind.Application
            ? await VaultsAsync(plugin, problems, cancellationToken)
            : [.. ConformanceInputs.Recordings(plugin, problems), .. ConformanceInputs.Samples(plugin, problems)];
        if (inputs.Count == 0)
        {
            problems.Add("there is nothing to try it with: put recordings into recordings/ or files into samples/");
        }

        foreach (var sample in inputs.Where(input => input.IsFile && input.Expected.Outcome != nameof(Outcome.NotMyFile)))
        {
            await using var content = sample.OpenFile();
            if (!plugin.Accepts(await FileHead.ReadAsync(content, cancellationToken)))
            {
                problems.Add($"samples/{sample.Name} is not recognised by the manifest's \"accepts\"");
            }
        }

        return inputs;
    }

    /// <summary>A vault for each sample of an application, with everything granted that it asks for.</summary>
    private async Task<IReadOnlyList<TrialInput>> VaultsAsync(Plugin plugin, List<string> problems, CancellationToken cancellationToken)
    {
        var inputs = new List<TrialInput>();
        var now = clock.GetUtcNow();
        foreach (var file in ConformanceInputs.SampleFiles(plugin).Where(file => file.EndsWith(".ndjson", StringComparison.Ordinal)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var store = await scratchVaults.OpenAsync($"sample-{inputs.Count}", create: true);
            await ConformanceInputs.FillAsync(store, types, file, now, problems);
            var run = new Run { Id = RunStore.NewId(clock), Kind = RunKind.Compute, Actor = "test", Created = now };
            var grant = new Grant { Id = "sample", Plugin = plugin.Id, Version = plugin.Manifest.Version, Types = Consent.AskedBy(plugin.Manifest), Purpose = "test", Created = now };
            var handler = new ComputeHandler(store, types, plugin, run, grant, 0, TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris"), new Aggregator(new CellCache()), clock);
            inputs.Add(new TrialInput(Path.GetFileName(file), RunMode.Compute, ConformanceInputs.Beside(file, problems)) { Vault = handler });
        }

        return inputs;
    }

    /// <summary>Once more, on what the first run has stored: a plug-in that hears the same says the same, and nothing of it is news.</summary>
    private static async Task<ConformanceCheck[]> RepeatAsync(TrialRunner runner, List<(TrialInput Input, Trial Trial)> first, CancellationToken cancellationToken)
    {
        var (differ, change) = (new List<string>(), new List<string>());
        foreach (var (input, trial) in first)
        {
            // Who looks at what it holds hears something else then.
            var again = trial.Stored.Count == 0 ? null : await runner.RunAsync(input, trial.Stored, cancellationToken);
            var second = again is null || again.Looked ? await runner.RunAsync(input, null, cancellationToken) : again;
            if (!trial.Story.SequenceEqual(second.Story, StringComparer.Ordinal) || trial.Outcome != second.Outcome)
            {
                var at = trial.Story.Zip(second.Story).TakeWhile(pair => pair.First == pair.Second).Count();
                differ.Add($"{input.Name}: two runs over the same differ, from step {at + 1} on. Take time, chance and order from the hub and the input alone");
            }

            // The end alone would not show a record that is told twice in a run, differently: each run would change it there and back.
            if (again?.Changes > 0)
            {
                change.Add($"{input.Name}: a second run changes {again.Changes} records. What is the same must be told the same, once");
            }
        }

        return [Check("determinism", "two runs over the same tell the same", differ), Check("idempotence", "a second run changes nothing", change)];
    }

    /// <summary>The process is killed at the places where a hub commits, and begun again from what it had committed.</summary>
    private static async Task<(ConformanceCheck Check, int Cursors)> ResumeAsync(TrialRunner runner, List<(TrialInput Input, Trial Trial)> first, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        var (kills, cursors) = (0, 0);
        foreach (var (input, trial) in first.Where(run => run.Input.Mode != RunMode.Probe && run.Trial is { Outcome: Outcome.Done, Waiting: false }))
        {
            foreach (var place in KillPlaces.Of(trial.Steps, input.IsFile))
            {
                kills++;
                var killed = await runner.RunAsync(input with { KillAt = place }, null, cancellationToken);
                cursors += killed.Cursor is null ? 0 : 1;

                // A file is read from its beginning, and what is committed is passed over; a holder is asked from the cursor on.
                var resumed = await runner.RunAsync(input.IsFile ? input with { Committed = trial.Steps.Take(place).Count(step => step.Cursor is null) } : input with { Cursor = killed.Cursor ?? input.Recording?.Cursor, Session = killed.Session }, killed.Stored, cancellationToken);
                var begun = $"{input.Name}: killed after {place} of {trial.Steps.Count} steps and begun again {(killed.Cursor is { } cursor ? $"at the cursor \"{Short(cursor)}\"" : "from the beginning")}";
                problems.AddRange(resumed.Unrecorded.Select(call => $"{begun}, it asks {call}, which is not recorded"));
                problems.AddRange(Differences(trial.Stored, resumed.Stored).Select(what => $"{begun}, it {what}"));
                if (resumed.Outcome != Outcome.Done)
                {
                    problems.Add($"{begun}, it ends as {resumed.Outcome}{Why(resumed)}");
                }
            }
        }

        return (Check("resume", kills == 0 ? "nothing to kill in the middle of" : $"killed in {kills} places and begun again, the end is the same", problems), cursors);
    }

    private static async Task<ConformanceCheck> FaultsAsync(TrialRunner runner, List<(TrialInput Input, Trial Trial)> first, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        var count = 0;
        foreach (var (input, trial) in first.Where(run => run.Trial is { Outcome: Outcome.Done, Calls: > 0 }))
        {
            foreach (var at in (input.Mode == RunMode.Probe ? new[] { 1 } : [1, trial.Calls]).Distinct())
            {
                foreach (var fault in TrialFault.All)
                {
                    count++;
                    var hit = await runner.RunAsync(input with { Fault = fault, FaultAt = at }, null, cancellationToken);
                    if (!fault.Typed.Contains(hit.Outcome))
                    {
                        problems.Add($"{input.Name}: {fault.Name} from call {at} on ends as {hit.Outcome}, and should as {string.Join(" or ", fault.Typed.Take(2))}{Why(hit)}");
                    }
                }
            }
        }

        return Check("outcomes", $"{count} failures of the holder are told as what they are", problems, count > 0 ? null : "no recorded run asks a holder and ends well");
    }

    /// <summary>A file that breaks off, is empty or is something else is everyday: it must not look like a mistake of the plug-in.</summary>
    private static async Task<ConformanceCheck> DamagedAsync(TrialRunner runner, List<(TrialInput Input, Trial Trial)> first, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        foreach (var (input, _) in first.Where(run => run.Input.IsFile))
        {
            var file = input.File!;
            foreach (var (what, content) in new[] { ("cut after a third", file[..(file.Length / 3)]), ("cut after nine tenths", file[..(file.Length * 9 / 10)]), ("empty", []), ("another kind of file", "{\"colour\": [1, 2"u8.ToArray()) })
            {
                var hit = await runner.RunAsync(input with { File = content }, null, cancellationToken);
                if (hit.Outcome is Outcome.PluginFault or Outcome.LimitExceeded)
                {
                    problems.Add($"{input.Name}, {what}: ends as {hit.Outcome}{Why(hit)}");
                }
            }
        }

        return Check("damaged", "files that break off or are something else are told as such", problems, first.Exists(run => run.Input.IsFile) ? null : "there is no sample of a file");
    }

    private static IEnumerable<string> Compare(TrialInput input, Trial trial)
    {
        var expected = input.Expected;
        foreach (var call in trial.Unrecorded)
        {
            yield return $"{input.Name}: it asks {call}, which is not recorded";
        }

        if (expected.Question is { } question ? trial.Question?.Key != question : trial.Waiting)
        {
            yield return $"{input.Name}: it asks \"{trial.Question?.Key}\"; put the answer into \"answers\", or the key into \"question\" of what is expected";
        }
        else if (expected.Question is null && trial.Outcome.ToString() != (expected.Outcome ?? nameof(Outcome.Done)))
        {
            yield return $"{input.Name}: ends as {trial.Outcome} where {expected.Outcome ?? nameof(Outcome.Done)} is expected{Why(trial)}";
        }

        if (expected.Saved is { } saved && trial.Stored.Count != saved)
        {
            yield return $"{input.Name}: {trial.Stored.Count} records where {saved} are expected";
        }

        if (expected.Rejected is { } rejected && trial.Rejected.Count != rejected)
        {
            yield return $"{input.Name}: {trial.Rejected.Count} items set aside where {rejected} are expected{(trial.Rejected.Count > 0 ? $" ({trial.Rejected[0]})" : "")}";
        }

        if (expected.Account is { } account && trial.Account?.Id != account)
        {
            yield return $"{input.Name}: the account is \"{trial.Account?.Id}\" where \"{account}\" is expected";
        }

        if (expected.Insights is { } insights && !insights.Order(StringComparer.Ordinal).SequenceEqual(trial.Insights.Order(StringComparer.Ordinal), StringComparer.Ordinal))
        {
            yield return $"{input.Name}: gives back {(trial.Insights.Count == 0 ? "nothing" : string.Join(", ", trial.Insights))} where {(insights.Count == 0 ? "nothing" : string.Join(", ", insights))} is expected";
        }
    }

    private static IEnumerable<string> Differences(IReadOnlyDictionary<string, TrialRecord> one, IReadOnlyDictionary<string, TrialRecord> other)
    {
        var (added, missing, changed) = (other.Keys.Except(one.Keys).Count(), one.Keys.Except(other.Keys).Count(), one.Count(item => other.TryGetValue(item.Key, out var value) && value != item.Value));
        if (added + missing + changed > 0)
        {
            yield return $"adds {added}, misses {missing} and changes {changed} records";
        }
    }

    private static string Why(Trial trial) => trial.Outcome == Outcome.PluginFault && trial.Detail is { } detail ? $" ({detail.En})" : "";

    private static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;

    private static ConformanceCheck Check(string name, string says, IEnumerable<string> problems, string? idle = null)
    {
        var all = problems.ToList();
        return new ConformanceCheck(name, idle is null ? says : $"not applicable, {idle}", all.Count <= MostShown ? all : [.. all.Take(MostShown), $"and {all.Count - MostShown} more"]) { Applies = idle is null };
    }
}
