using System.CommandLine;
using Hub.Core.Backups;

namespace Hub.Verbs;

/// <summary>A hub made of a backup, on whatever machine, with the recovery key alone.</summary>
internal static class BackupRestoreVerb
{
    public static Command Make()
    {
        var folder = new Argument<DirectoryInfo>("DIR") { Description = "The folder of backups." };
        var at = new Option<string?>("--at") { Description = "Which one: the beginning of its name (default: the newest)." };
        var file = RecoveryKeys.NewOption();
        return new Command("restore", "Makes a hub of a backup, in the new folder that --data names.") { folder, at, file }.Does(
            async (parsed, hub, cancellationToken) =>
            {
                if (hub.Options.Storage is not null)
                {
                    throw new VerbException("A backup is restored into a folder: say which with --data DIR, without a storage account. From there hub export and hub restore take each vault on.");
                }

                var place = Path.TrimEndingDirectorySeparator(Path.GetFullPath(hub.Options.Data));
                if (File.Exists(place) || (Directory.Exists(place) && Directory.EnumerateFileSystemEntries(place).Any()))
                {
                    throw new VerbException($"{place} is not empty, and nothing there is to be lost. Name a new folder with --data DIR.");
                }

                using var backup = await BackupReader.OpenAsync(new BackupFolder(parsed.GetValue(folder)!.FullName), await RecoveryKeys.AskAsync(parsed.GetValue(file)), parsed.GetValue(at), cancellationToken);
                var troubles = await RestoreAsync(backup, place, hub.Get<Func<string, IRestoreTarget>>(), cancellationToken);
                foreach (var trouble in troubles)
                {
                    Console.WriteLine($"  {trouble}");
                }

                Console.WriteLine($"{place}: {BackupVerb.Summary(backup.Manifest)}, as of {backup.Manifest.At:yyyy-MM-dd HH:mm} UTC. Start it: hub serve --data \"{place}\"");
                Console.WriteLine("Everybody signs in again. Passphrases, passkeys and tokens are those of that day: what was changed or removed since opens this hub again.");
                return troubles.Count == 0 ? 0 : throw new VerbException("This backup is damaged: what could be had of it was restored, the rest is named above. hub check looks at what there is.");
            },
            apart: true);
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
