using System.CommandLine;
using Hub.Core.Backups;
using Hub.Core.Plugins.Installing;
using Hub.Core.Vaults;
using Hub.Front;

namespace Hub.Verbs;

/// <summary>A hub made of a backup, on whatever machine, with the recovery key alone.</summary>
internal static class BackupRestoreVerb
{
    public static Command Make()
    {
        var folder = new Argument<DirectoryInfo>("DIR") { Description = "The folder of backups." };
        var at = new Option<string?>("--at") { Description = "Which one: the beginning of its name (default: the newest)." };
        var file = RecoveryKeys.NewOption();
        return new Command("restore", "Makes a hub of a backup, in the new folder that --data names, or in the empty storage account that --storage names.") { folder, at, file }.Does(
            async (parsed, hub, cancellationToken) =>
            {
                var place = hub.Options.Storage is null ? EmptyFolder(hub.Options) : await EmptyAccountAsync(hub);
                using var backup = await BackupReader.OpenAsync(new BackupFolder(parsed.GetValue(folder)!.FullName), await RecoveryKeys.AskAsync(parsed.GetValue(file)), parsed.GetValue(at), cancellationToken);
                var troubles = hub.Options.Storage is null ? await RestoreAsync(backup, place, hub.Get<Func<string, IRestoreTarget>>(), cancellationToken) : await RestoreAsync(backup, hub, cancellationToken);
                foreach (var trouble in troubles)
                {
                    Console.WriteLine($"  {trouble}");
                }

                Console.WriteLine($"{place}: {BackupVerb.Summary(backup.Manifest)}, as of {backup.Manifest.At:yyyy-MM-dd HH:mm} UTC. Start it: hub serve {(hub.Options.Storage is null ? $"--data \"{place}\"" : "--storage …")}");
                Console.WriteLine("Everybody signs in again. Passphrases, passkeys and tokens are those of that day: what was changed or removed since opens this hub again.");
                return troubles.Count == 0 ? 0 : throw new VerbException("This backup is damaged: what could be had of it was restored, the rest is named above. hub check looks at what there is.");
            },
            apart: true);
    }

    private static string EmptyFolder(HubOptions options)
    {
        var place = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.Data));
        return File.Exists(place) || (Directory.Exists(place) && Directory.EnumerateFileSystemEntries(place).Any())
            ? throw new VerbException($"{place} is not empty, and nothing there is to be lost. Name a new folder with --data DIR.")
            : place;
    }

    private static async Task<string> EmptyAccountAsync(Workshop hub) =>
        (await hub.Get<IHubStore>().AllDocumentsAsync()).Count + (await hub.Get<IVaultStores>().ListAsync()).Count > 0
            ? throw new VerbException("The storage account holds a hub, or part of one, and nothing there is to be lost. Name an empty one with --storage.")
            : "The storage account";

    private static async Task<IReadOnlyList<string>> RestoreAsync(BackupReader backup, Workshop hub, CancellationToken cancellationToken)
    {
        using var target = hub.Get<Func<IRestoreTarget>>()();
        var troubles = await new HubRestore(backup, target).RunAsync(cancellationToken);
        await ShelveAsync(hub.Get<PluginShelf>(), target.Plugins);
        return troubles;
    }

    /// <summary>Installed plug-ins lie in a storage account as packages; what the hub's documents said of earlier ones counts no more. An update that waited for consent is not among them.</summary>
    private static async Task ShelveAsync(PluginShelf shelf, string plugins)
    {
        foreach (var (id, before) in await shelf.ListAsync())
        {
            await shelf.RemoveAsync(id, before);
        }

        foreach (var folder in Directory.EnumerateDirectories(plugins).Where(folder => File.Exists(Path.Combine(folder, "plugin.json"))))
        {
            var id = Path.GetFileName(folder);
            await shelf.PutAsync(id, null, new ShelvedPlugin(await shelf.KeepAsync(id, folder)));
        }
    }

    /// <summary>Made beside its place, which it takes when it is whole: an interrupted restore does not look like a hub.</summary>
    private static async Task<IReadOnlyList<string>> RestoreAsync(BackupReader backup, string place, Func<string, IRestoreTarget> make, CancellationToken cancellationToken)
    {
        var aside = $"{place}.restoring-{Guid.NewGuid():n}";
        try
        {
            IReadOnlyList<string> troubles;
            using (var target = make(aside))
            {
                troubles = await new HubRestore(backup, target).RunAsync(cancellationToken);
            }

            if (Directory.Exists(place))
            {
                Directory.Delete(place);
            }

            Directory.Move(aside, place);
            return troubles;
        }
        finally
        {
            if (Directory.Exists(aside))
            {
                Directory.Delete(aside, recursive: true);
            }
        }
    }
}
