using System.CommandLine;
using System.Text.Json;
using Hub.Checks;
using Hub.Core.Checks;
using Hub.Core.Vaults;
using Hub.Front;

namespace Hub.Verbs;

/// <summary>Walks all that the hub holds and compares what must agree; puts right what can be made of what is there. Without repair it writes nothing.</summary>
internal static class CheckVerb
{
    public static Command Make()
    {
        var repair = new Option<bool>("--repair") { Description = "Puts right what can be made of what is there; each repair stands in the journal of its vault." };
        var json = new Option<bool>("--json") { Description = "For programs." };
        return new Command("check", "Compares records, files, indexes and hashes of every vault.") { repair, json }.Does(async (parsed, hub, cancellationToken) =>
        {
            hub.RequireData();
            var repairs = parsed.GetValue(repair);
            var places = await hub.Get<HubCheck>().RunAsync(repairs ? new Mending(Workshop.Actor) : null, cancellationToken);
            if (repairs)
            {
                var now = hub.Options.Clock.GetUtcNow();
                await new CheckReport(now, places.Count(place => place.Vault is not null), [.. places.SelectMany(place => place.ToItems(now))]).KeepAsync(hub.Get<IHubStore>());
            }

            var left = places.SelectMany(place => place.Findings).Where(finding => !finding.Mended).ToList();
            var backup = left.Exists(finding => Findings.Of(finding.Kind).FromBackup) ? (await NewestBackup.TellAsync(hub.Options, cancellationToken)).En : null;
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(CheckAnswer.Of(places, backup), HubJson.Default.CheckAnswer));
            }
            else
            {
                Tell(places, repairs, backup);
            }

            return left.Count == 0 ? 0 : throw new VerbException(Advice(left, repairs));
        });
    }

    private static void Tell(IReadOnlyList<CheckedPlace> places, bool repairs, string? backup)
    {
        foreach (var place in places.Where(place => place.Vault is not null || place.Findings.Count > 0))
        {
            var left = place.Findings.Where(finding => !finding.Mended).Sum(finding => finding.Count);
            var mended = place.Findings.Where(finding => finding.Mended).Sum(finding => finding.Count);
            Console.WriteLine($"{place.Vault ?? "the hub itself"}: {(left + mended == 0 ? "in order" : string.Join(", ", Counts(left, mended)))}");
            foreach (var finding in place.Findings)
            {
                Tell(finding, repairs);
            }
        }

        if (backup is not null)
        {
            Console.WriteLine(backup);
        }
    }

    private static IEnumerable<string> Counts(long left, long mended)
    {
        if (mended > 0)
        {
            yield return $"{mended} repaired";
        }

        if (left > 0)
        {
            yield return $"{left} to look at";
        }
    }

    private static void Tell(Finding finding, bool repairs)
    {
        var rule = Findings.Of(finding.Kind);
        var done = finding.Mended || (repairs && rule.ToDo is not null && rule.Mends is not null);
        Console.WriteLine($"  {rule.What.En}{(done ? $" {rule.Mends!.En}" : "")}{(finding.Mended || rule.ToDo is null ? "" : $" {rule.ToDo.En}")}");
        foreach (var line in finding.Evidence)
        {
            Console.WriteLine($"    {line}");
        }

        if (finding.Count > finding.Evidence.Count)
        {
            Console.WriteLine($"    and {finding.Count - finding.Evidence.Count} more");
        }
    }

    private static string Advice(IReadOnlyList<Finding> left, bool repairs) =>
        repairs ? "Not all of it can be made of what is there: the lines above say what to do."
        : left.Any(finding => Findings.Of(finding.Kind).Mends is not null) ? "Not everything agrees. hub check --repair puts right what can be made of what is there."
        : "Not everything agrees, and a repair would change none of it: the lines above say what to do.";
}

/// <param name="Backup">Which to restore, where that is what to do.</param>
internal sealed record CheckAnswer(IReadOnlyList<CheckAnswerPlace> Places, string? Backup)
{
    public static CheckAnswer Of(IReadOnlyList<CheckedPlace> places, string? backup) => new(
        [.. places.Select(place => new CheckAnswerPlace(place.Vault, [.. place.Findings.Select(Of)]))], backup);

    private static CheckAnswerFinding Of(Finding finding)
    {
        var rule = Findings.Of(finding.Kind);
        return new(JsonNamingPolicy.CamelCase.ConvertName(finding.Kind.ToString()), finding.Count, finding.Mended, rule.What.En, rule.Mends?.En, rule.ToDo?.En, finding.Evidence);
    }
}

/// <param name="Vault">Left out for what is the hub's own.</param>
internal sealed record CheckAnswerPlace(string? Vault, IReadOnlyList<CheckAnswerFinding> Findings);

/// <param name="Repair">What a repair does; left out where there is none.</param>
internal sealed record CheckAnswerFinding(string Kind, long Count, bool Repaired, string What, string? Repair, string? ToDo, IReadOnlyList<string> Evidence);
