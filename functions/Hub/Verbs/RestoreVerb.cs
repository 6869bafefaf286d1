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
            if (run.Restore is { } facts)
            {
                Tell(run, facts, await vault.Store.ConflictsOfAsync(run.Id));
            }

            return run.State is RunState.Succeeded or RunState.Partial ? 0 : throw new VerbException(RunWatch.MessageOf(run) ?? "The archive could not be restored.");
        });
    }

    private static void Tell(Run run, RestoreFacts facts, IReadOnlyList<RestoreConflict> conflicts)
    {
        Console.WriteLine($"Files: {facts.NewFiles} new ({facts.NewFileBytes} bytes), {facts.SameFiles} here already. Sources: {facts.NewSources} new, paused. Journal: {facts.JournalLines} lines, as imported.");
        if (run.Counts.Withheld > 0)
        {
            Console.WriteLine($"Withheld: {run.Counts.Withheld}, deleted here.");
        }

        foreach (var (type, count, version) in facts.UnknownTypes)
        {
            Console.WriteLine(version is null
                ? $"Unknown type: {Plain(type)}, {count} records. Install the plug-in that brings it, then restore again."
                : $"Of a newer hub: {Plain(type)} version {version}, {count} records. Update this hub, then restore again.");
        }

        if (facts.Conflicts > 0)
        {
            Console.WriteLine($"In conflict: {facts.Conflicts}. What stands here {(run.DryRun ? "would stay" : "stayed")}.");
        }

        foreach (var conflict in conflicts)
        {
            Console.WriteLine($"  {conflict.Type} {conflict.Id}: {Said(conflict)}; {Newer(conflict)}; here from {Plain(conflict.Here.Source)}, there from {Plain(conflict.Archive.Source)}");
        }

        if (facts.Conflicts > conflicts.Count)
        {
            Console.WriteLine($"  and {facts.Conflicts - conflicts.Count} more");
        }
    }

    private static string Said(RestoreConflict conflict) => conflict.What switch
    {
        "withdrawnHere" => "withdrawn by its holder here, not in the archive",
        "goneThere" => "deleted or withdrawn in the archive, not here",
        _ => "another content in the archive",
    };

    private static string Newer(RestoreConflict conflict) => conflict.Newer switch
    {
        "here" => "what is here is newer",
        "archive" => "what is in the archive is newer",
        _ => "neither is newer",
    };

    /// <summary>An archive may name anything: nothing of it may move the terminal's cursor.</summary>
    private static string Plain(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? '?' : letter));
}
