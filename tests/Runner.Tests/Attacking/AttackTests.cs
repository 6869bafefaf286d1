using System.Text;
using Hub.Core.Egress;
using Hub.Core.Plugins.Running;
using Hub.Wire;

namespace Runner.Tests.Attacking;

/// <summary>
/// The published corpus: each attack ends as its first lines say, and nothing crosses. Scripts run in runners that were started ahead, a sample of them in ones of their own too, and in the
/// long run all of them. In classes of their own, so that they run side by side.
/// </summary>
public sealed class EngineAttackTests(WarmPool warm) : IClassFixture<WarmPool>
{
    public static TheoryData<string> Scripts => [.. Attack.All.Where(attack => attack.Kind == "js" && !attack.IsAbroad).Select(attack => attack.File)];

    [Theory]
    [MemberData(nameof(Scripts))]
    public Task A_script_gets_nowhere(string file) => Attacks.CheckAsync(file, warm);
}

/// <summary>Those that try the way out.</summary>
public sealed class HolderAttackTests(WarmPool warm) : IClassFixture<WarmPool>
{
    public static TheoryData<string> Scripts => [.. Attack.All.Where(attack => attack.Kind == "js" && attack.IsAbroad).Select(attack => attack.File)];

    [Theory]
    [MemberData(nameof(Scripts))]
    public Task A_script_reaches_nobody(string file) => Attacks.CheckAsync(file, warm);
}

/// <summary>Scripts in runners that have their run from the beginning.</summary>
public sealed class ColdAttackTests
{
    private const int EachOf = 12;

    private static readonly List<string> Scripts = [.. Attack.All.Where(attack => attack.Kind == "js").Select(attack => attack.File)];

    public static TheoryData<string> Sample => [.. Scripts.Where((_, at) => at % EachOf == 0)];

    public static TheoryData<string> Rest => [.. Scripts.Where((_, at) => at % EachOf != 0)];

    [Theory]
    [MemberData(nameof(Sample))]
    public Task A_script_gets_nowhere(string file) => Attacks.CheckAsync(file);

    [Theory]
    [MemberData(nameof(Rest))]
    [Trait("Category", "Long")]
    public Task Nor_does_any_other(string file) => Attacks.CheckAsync(file);
}

/// <summary>Those in C#, most of them past the SDK.</summary>
public sealed class CompiledAttackTests
{
    public static TheoryData<string> Compiled => [.. Attack.All.Where(attack => attack.Kind == "cs").Select(attack => attack.File)];

    [Theory]
    [MemberData(nameof(Compiled))]
    public Task A_compiled_plugin_ends_alone(string file) => Attacks.CheckAsync(file);
}

internal static class Attacks
{
    public static async Task CheckAsync(string file, WarmPool? warm = null)
    {
        var attack = Attack.All.Single(attack => attack.File == file);
        foreach (var variant in attack.Variants)
        {
            await using var run = await AttackRun.OfAsync(attack, variant, warm?.For(attack.Limits));
            Assert.Equal(warm is not null, run.Result.Warm);
            CheckOutcome(run, variant);
            CheckWords(run);
            CheckHosts(run);
            await CheckVaultsAsync(run);
            await CheckLedgerAsync(run, variant);
        }
    }

    private static void CheckOutcome(AttackRun run, string variant)
    {
        var said = $"{variant} {run.Result.Outcome} {run.Result.Detail?.En}\n{string.Join('\n', run.Told.Log.Take(20))}";
        Assert.True(run.Attack.Outcomes.Any(expected => IsOutcome(run, expected)), said);
        Assert.DoesNotContain(run.Told.Words, word => word.StartsWith("broke out", StringComparison.Ordinal));
        Assert.True(run.Attack.Many("Logs").All(line => run.Told.Log.Contains(run.Holders.Fill(line))), said);
        Assert.All(run.Attack.Many("Says"), words => Assert.Contains(words, run.Result.Detail!.En, StringComparison.Ordinal));
        Assert.Equal(run.Attack.Number("Waits") == 1, run.Result.Waiting);
    }

    // "PluginFault Escaped": an outcome, and the fault whose sentence it comes with.
    private static bool IsOutcome(AttackRun run, string expected)
    {
        var (outcome, fault) = expected.Split(' ') is [var name, var why] ? (name, why) : (expected, null);
        return run.Result.Outcome.ToString() == outcome
            && (fault is null || RunFaults.Of(Enum.Parse<RunFault>(fault), "\u0001", run.Attack.Limits).Detail.En.Split('\u0001').All(part => run.Result.Detail!.En.Contains(part, StringComparison.Ordinal)));
    }

    /// <summary>Nothing of the house, and no secret, is in anything that the plug-in said or that the person reads.</summary>
    private static void CheckWords(AttackRun run)
    {
        Assert.All(run.Told.Words, word => Assert.InRange(word.Length, 0, 64 * 1024));
        Assert.InRange((run.Result.Detail?.En.Length ?? 0) + (run.Result.Detail?.Fr.Length ?? 0), 0, 4000);
        var words = string.Join('\n', [.. run.Told.Words, run.Result.Detail?.En ?? "", run.Result.Detail?.Fr ?? ""]);
        foreach (var kept in new[] { AttackRun.Canary, AttackRun.Secret, Base64(AttackRun.Secret), "inside the house", Environment.MachineName })
        {
            Assert.DoesNotContain(kept, words, StringComparison.Ordinal);
        }
    }

    private static void CheckHosts(AttackRun run)
    {
        Assert.Equal(0, run.Holders.Inside.Connections);
        Assert.DoesNotContain(run.Holders.Other.Requests, request => request.ToString().Contains(AttackRun.Secret, StringComparison.Ordinal));
        Assert.DoesNotContain([.. run.Holders.Holder.Requests, .. run.Holders.Other.Requests], request => request.ToString().Contains(AttackRun.Canary, StringComparison.Ordinal));
        if (run.Attack.Number("Requests") is { } requests)
        {
            Assert.Equal(requests, run.Holders.Holder.Requests.Count + run.Holders.Other.Requests.Count);
        }

        if (run.Attack.One("Asks") is { } asked)
        {
            Assert.Equal(asked, run.Holders.Asked.Count == 0 ? "nobody" : string.Join(' ', run.Holders.Asked));
        }
    }

    /// <summary>Only records of the granted type came, as this source's; what is others' is as it was.</summary>
    private static async Task CheckVaultsAsync(AttackRun run)
    {
        Assert.Equal(2, await run.Theirs.SequenceAsync());
        await using var mine = await run.Mine.SnapshotAsync();
        var all = mine.Types.SelectMany(type => mine.Records(type)).ToList();
        var own = all.Where(record => record.Provenance!.Source == AttackRun.Source).ToList();
        Assert.All(own, record => Assert.Equal(("test.event", "attacker"), (record.Type, record.Provenance!.Plugin)));
        var others = all.Except(own).ToList();
        Assert.Equal(2, others.Count);
        Assert.All(others, record => Assert.Equal("neighbour-00000001", record.Provenance!.Source));
        Assert.Contains(others, record => Encoding.UTF8.GetString(record.Data.Span).Contains(AttackRun.Canary, StringComparison.Ordinal));
        if (run.Attack.Number("Records") is { } records)
        {
            Assert.Equal(records, own.Count);
        }

        if (run.Attack.Number("Rejected") is { } rejected)
        {
            Assert.Equal(rejected, run.Run.Counts.Rejected);
        }

        if (run.Attack.Number("Owned") is { } owned)
        {
            Assert.Equal(owned, run.Run.Counts.Owned);
        }

        Assert.All(mine.Files, kept => Assert.DoesNotContain('/', kept.Name));
    }

    /// <summary>Each call stands in the ledger, with the rule that it broke and nothing of what it held.</summary>
    private static async Task CheckLedgerAsync(AttackRun run, string variant)
    {
        var calls = (await run.Mine.LedgerAsync(new LedgerQuery(Limit: 1000))).Items;
        Assert.True(calls.Count >= run.Told.Calls.Count, $"{calls.Count} lines for {run.Told.Calls.Count} calls");
        Assert.DoesNotContain(AttackRun.Secret, string.Join('\n', calls), StringComparison.Ordinal);
        if (run.Attack.One("Ledger") is { } faults)
        {
            var found = calls.Select(call => call.Fault).OfType<string>().Distinct().ToList();
            Assert.True(found.Count == 1 && faults.Split(' ').Contains(found[0]), $"{variant}: {string.Join(' ', found)}");
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=');
}
