using System.CommandLine;
using System.Text.Json;
using Hub.Core.Accounts;
using Hub.Core.Plugins;
using Hub.Core.Runs;
using Hub.Core.Sources;
using Hub.Core.Vaults;
using Hub.Front;
using Hub.Runs;

namespace Hub.Verbs;

/// <summary>Fetches from holders now, without waiting for the schedule.</summary>
internal static class SyncVerb
{
    public static Command Make()
    {
        var user = new Option<string>("--user") { Description = "Whose sources.", Required = true };
        var due = new Option<bool>("--due") { Description = "Only those that are due." };
        var json = new Option<bool>("--json") { Description = "For programs: one JSON object a line." };
        var name = new Argument<string?>("SOURCE") { Description = "One source, by its id or its name; without, all that are not paused.", Arity = ArgumentArity.ZeroOrOne };
        return new Command("sync", "Fetches from holders now.") { user, due, json, name }.Does(async (parsed, hub, cancellationToken) =>
        {
            var account = await hub.OpenAccountAsync(parsed.GetValue(user)!);
            await using var vault = await hub.OpenVaultAsync(account);
            if (parsed.GetValue(due) && parsed.GetValue(name) is not null)
            {
                throw new VerbException("Give a source, or --due, not both.");
            }

            hub.TellBroken();
            var runs = parsed.GetValue(due) ? await DueAsync(hub, vault.Store) : await BeginAsync(hub, vault.Store, parsed.GetValue(name), account);
            var failed = false;
            foreach (var begun in runs)
            {
                var label = await LabelAsync(vault.Store, begun);
                var run = await RunWatch.CarryOutAsync(hub, vault.Store, begun, label, cancellationToken);
                failed |= run.State is not (RunState.Succeeded or RunState.Partial or RunState.Waiting);
                Print(run, label, parsed.GetValue(json));
            }

            return failed ? throw new VerbException("Not every source could be fetched; see above.") : 0;
        });
    }

    private static async Task<IReadOnlyList<Run>> DueAsync(Workshop hub, IVaultStore store)
    {
        var runs = new List<Run>();
        foreach (var (_, run) in await hub.Get<RunEngine>().Scheduler.TickAsync(store.VaultId))
        {
            runs.Add((await store.FindRunAsync(run))!);
        }

        return runs;
    }

    private static async Task<IReadOnlyList<Run>> BeginAsync(Workshop hub, IVaultStore store, string? name, Account account)
    {
        var (all, now) = (await store.SourcesAsync(), hub.Options.Clock.GetUtcNow());
        var asked = name is null ? [.. all.Where(source => !source.Paused && !source.IsOver(now))] : all.Where(source => source.Id == name || NameOf(hub, source) == name).ToList();
        if (asked.Count == 0)
        {
            throw new VerbException(name is null
                ? $"{account.Name} has no source that fetches by itself."
                : $"{account.Name} has no source \"{name}\". There are: {(all.Count == 0 ? "none" : string.Join(", ", all.Select(source => $"{NameOf(hub, source)} ({source.Id})")))}");
        }

        if (asked.FirstOrDefault(source => source.IsOver(now)) is { } over)
        {
            throw new VerbException($"The time that was given to {over.Id} is over. Give it more in the web app, or with PATCH /api/sources/{over.Id}.");
        }

        var runs = new List<Run>();
        foreach (var source in asked)
        {
            runs.Add(await hub.Get<RunEngine>().Scheduler.BeginAsync(store, source, Workshop.Actor));
        }

        return runs;
    }

    private static async Task<string> LabelAsync(IVaultStore store, Run run) =>
        await store.FindSourceAsync(run.Source!) is { } source ? source.Label ?? source.Account?.Label ?? source.Id : run.Source!;

    /// <summary>As the pages call it.</summary>
    private static string NameOf(Workshop hub, Source source) =>
        source.Label ?? source.Account?.Label ?? hub.Get<PluginCatalogue>().Find(source.Plugin)?.Manifest.Name.In("en") ?? source.Plugin;

    private static void Print(Run run, string label, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(RunAnswer.Of(run, Scopes.Everything, "en"), HubJson.Default.RunAnswer));
            return;
        }

        Console.WriteLine($"{label}: {RunWatch.Summary(run.Counts)}");
        RunWatch.TellRest(run);
    }
}
