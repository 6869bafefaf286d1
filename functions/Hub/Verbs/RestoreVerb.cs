using System.CommandLine;
using Hub.Core.Exports;
using Hub.Core.Runs;

namespace Hub.Verbs;

/// <summary>An export merged into a vault: it adds what is not there and changes nothing that is.</summary>
internal static class RestoreVerb
{
    public static Command Make()
    {
        var user = new Option<string>("--user") { Description = "Into whose vault.", Required = true };
        var dryRun = new Option<bool>("--dry-run") { Description = "Says what would happen, and changes nothing." };
        var archive = new Argument<FileInfo>("FILE") { Description = "The zip that hub export wrote." };
        return new Command("restore", "Merges an export into a vault.") { user, dryRun, archive }.Does(async (parsed, hub, cancellationToken) =>
        {
            var account = await hub.OpenAccountAsync(parsed.GetValue(user)!);
            var file = parsed.GetValue(archive)!;
            if (!file.Exists)
            {
                throw new VerbException($"There is no file {file.FullName}.");
            }

            await using var vault = await hub.OpenVaultAsync(account);
            Run begun;
            await using (var content = file.OpenRead())
            {
                begun = await hub.Get<ExportRuns>().BeginRestoreAsync(vault.Store, content, parsed.GetValue(dryRun), Workshop.Actor, cancellationToken);
            }

            var run = await RunWatch.CarryOutAsync(hub, vault.Store, begun, file.Name, cancellationToken);
            Console.WriteLine($"{file.Name}: {RunWatch.Summary(run.Counts)}{(run.DryRun ? " (nothing was written)" : "")}");
            return run.State is RunState.Succeeded or RunState.Partial ? 0 : throw new VerbException(RunWatch.MessageOf(run) ?? "The archive could not be restored.");
        });
    }
}
