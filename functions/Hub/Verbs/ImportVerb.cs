using System.CommandLine;
using System.Text.Json;
using Hub.Core.Accounts;
using Hub.Core.Plugins;
using Hub.Core.Runs;
using Hub.Front;
using Hub.Runs;

namespace Hub.Verbs;

/// <summary>Files that holders gave, into a vault.</summary>
internal static class ImportVerb
{
    public static Command Make()
    {
        var user = new Option<string>("--user") { Description = "Into whose vault.", Required = true };
        var plugin = new Option<string?>("--plugin") { Description = "Which connector reads them; without, each file is recognised from its content." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Says what would happen, and changes nothing." };
        var json = new Option<bool>("--json") { Description = "For programs: one JSON object a line." };
        var files = new Argument<FileInfo[]>("FILE") { Description = "The files.", Arity = ArgumentArity.OneOrMore };
        return new Command("import", "Imports files.") { user, plugin, dryRun, json, files }.Does(async (parsed, hub, cancellationToken) =>
        {
            var account = await hub.OpenAccountAsync(parsed.GetValue(user)!);
            var connector = hub.RequireConnector(parsed.GetValue(plugin));
            var given = parsed.GetValue(files)!;
            if (given.FirstOrDefault(file => !file.Exists) is { } missing)
            {
                throw new VerbException($"There is no file {missing.FullName}.");
            }

            await using var vault = await hub.OpenVaultAsync(account);
            var failed = false;
            foreach (var file in given)
            {
                var item = new ImportItem(file.Name, file.Length, file.OpenRead);
                var begun = await hub.Get<RunEngine>().Imports.BeginAsync(vault.Store, [item], connector, parsed.GetValue(dryRun), Workshop.Actor, cancellationToken);
                var run = await RunWatch.CarryOutAsync(hub, vault.Store, begun, file.Name, cancellationToken);
                failed |= run.State is not (RunState.Succeeded or RunState.Partial or RunState.Waiting);
                Print(run, file.Name, hub, parsed.GetValue(json));
            }

            return failed ? throw new VerbException("Not every file could be read; see above.") : 0;
        });
    }

    private static void Print(Run run, string file, Workshop hub, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(RunAnswer.Of(run, Scopes.Everything, "en"), HubJson.Default.RunAnswer));
            return;
        }

        var reader = run.Plugin is { } id && hub.Get<PluginCatalogue>().Find(id) is { } plugin ? $", read by {plugin.Manifest.Name.In("en")} ({id} {run.Version})" : "";
        Console.WriteLine($"{file}: {RunWatch.Summary(run.Counts)}{reader}{(run.DryRun ? " (nothing was written)" : "")}");
        RunWatch.TellRest(run);
    }
}
