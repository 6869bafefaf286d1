using System.CommandLine;
using System.Text.Json;
using Hub.Core.Accounts;
using Hub.Core.Runs;
using Hub.Front;
using Hub.Runs;

namespace Hub.Verbs;

/// <summary>Kept files, read again with today's plug-ins.</summary>
internal static class ReparseVerb
{
    public static Command Make()
    {
        var user = new Option<string>("--user") { Description = "Whose files.", Required = true };
        var plugin = new Option<string?>("--plugin") { Description = "Only the files that this connector reads." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Says what would change, and changes nothing." };
        var withdraw = new Option<bool>("--withdraw-missing") { Description = "Puts out of sight what a file does not tell any more; without, that stays." };
        var json = new Option<bool>("--json") { Description = "For programs: one JSON object." };
        return new Command("reparse", "Reads kept files again with today's plug-ins.") { user, plugin, dryRun, withdraw, json }.Does(async (parsed, hub, cancellationToken) =>
        {
            var account = await hub.OpenAccountAsync(parsed.GetValue(user)!);
            var connector = hub.RequireConnector(parsed.GetValue(plugin));
            await using var vault = await hub.OpenVaultAsync(account);
            var begun = await hub.Get<RunEngine>().Reparsing.BeginAsync(vault.Store, new ReparseWish(connector, WithdrawsMissing: parsed.GetValue(withdraw)), parsed.GetValue(dryRun), Workshop.Actor);
            var run = await RunWatch.CarryOutAsync(hub, vault.Store, begun, "files", cancellationToken);
            Print(run, parsed.GetValue(json));
            return run.State is RunState.Succeeded or RunState.Partial or RunState.Waiting ? 0 : throw new VerbException("The files could not be read again; see above.");
        });
    }

    private static void Print(Run run, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(RunAnswer.Of(run, Scopes.Everything, "en"), HubJson.Default.RunAnswer));
            return;
        }

        var files = run.Parts.Count > 0 ? $"{run.Parts.Count} files" : run.FileName ?? "Kept files";
        Console.WriteLine($"{files}: {RunWatch.Summary(run.Counts)}{(run.DryRun ? " (nothing was written)" : "")}");
        foreach (var type in run.Differences?.Types ?? [])
        {
            var fields = type.Fields.Count == 0 ? "" : " (" + string.Join(", ", type.Fields.Select(field => $"{field.Path} in {field.Count}")) + ")";
            var missing = type.Missing == 0 ? "" : $", {type.Missing} not told any more{(run.Wish!.WithdrawsMissing ? "" : ": kept, unless you add --withdraw-missing")}";
            Console.WriteLine($"  {type.Type}: {type.Created} created, {type.Updated} updated{fields}{missing}");
        }

        RunWatch.TellRest(run);
    }
}
