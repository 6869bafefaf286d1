using System.CommandLine;
using Hub.Core.Backups;
using Hub.Front;

namespace Hub.Verbs;

/// <summary>A backup proves itself by a restore: into a scratch place, where it is compared with what the hub had.</summary>
internal static class BackupVerifyVerb
{
    public static Command Make()
    {
        var folder = new Argument<DirectoryInfo>("DIR") { Description = "The folder of backups." };
        var at = new Option<string?>("--at") { Description = "Which one: the beginning of its name (default: the newest)." };
        var file = RecoveryKeys.NewOption();
        var place = new Option<DirectoryInfo?>("--scratch") { Description = "Where it is restored for the while, in clear (default: the data folder; without one, the system's temporary folder)." };
        return new Command("verify", "Restores a backup into a scratch place and compares.") { folder, at, file, place }.Does(
            async (parsed, hub, cancellationToken) =>
            {
                using var backup = await BackupReader.OpenAsync(new BackupFolder(parsed.GetValue(folder)!.FullName), await RecoveryKeys.AskAsync(parsed.GetValue(file)), parsed.GetValue(at), cancellationToken);
                using var scratch = hub.Get<ScratchPlaces>().Make(PlaceFor(parsed.GetValue(place), hub.Options));
                var troubles = await CompareAsync(backup, hub.Get<Func<string, IRestoreTarget>>()(scratch.Path), cancellationToken);
                foreach (var trouble in troubles)
                {
                    Console.WriteLine($"  {trouble}");
                }

                Console.WriteLine($"{backup.Name}: {BackupVerb.Summary(backup.Manifest)}; {(troubles.Count == 0 ? "all of it could be restored and is as it was" : $"{troubles.Count} to look at")}.");
                return troubles.Count == 0 ? 0 : throw new VerbException("This backup is damaged. Make another now, with hub backup --out, and look at the disk that holds it.");
            },
            apart: true);
    }

    /// <summary>What lies there in clear is for the hub's own user alone, and goes when the process ends, or when the next one starts.</summary>
    private static string? PlaceFor(DirectoryInfo? named, HubOptions options) =>
        named is not null ? Path.Combine(named.FullName, "hub-verify") : options.Storage is null && Directory.Exists(options.Data) ? FolderOf(options) : null;

    /// <summary>Where what was restored to be compared lies, among the hub's data.</summary>
    public static string FolderOf(HubOptions options) => Path.Combine(Path.GetFullPath(options.Data), "verifying");

    private static async Task<IReadOnlyList<string>> CompareAsync(BackupReader backup, IRestoreTarget target, CancellationToken cancellationToken)
    {
        using (target)
        {
            var restore = new HubRestore(backup, target);
            return [.. await restore.RunAsync(cancellationToken), .. await restore.CompareAsync(cancellationToken)];
        }
    }
}
