using System.CommandLine;
using Hub.Core.Backups;
using Hub.Core.Vaults;

namespace Hub.Verbs;

/// <summary>Makes the recovery key, shows it once and asks for it again: a key that nobody wrote down seals what nobody can open.</summary>
internal static class BackupKeyVerb
{
    public static Command Make()
    {
        var again = new Option<bool>("--new") { Description = "Another key in the place of the one there is. Earlier backups still need theirs." };
        var file = new Option<FileInfo?>("--recovery-key-file") { Description = "For scripts: takes the key that this file holds, or writes a new one into it." };
        return new Command("key", "Makes the recovery key that seals backups, and shows it once.") { again, file }.Does(async (parsed, hub, _) =>
        {
            hub.RequireData();
            var store = hub.Get<IHubStore>();
            if (await BackupKey.FindAsync(store) is { } there && !parsed.GetValue(again))
            {
                throw new VerbException($"This hub has a recovery key since {there.Made:yyyy-MM-dd}; it is shown only once. If it is lost, make another: hub backup key --new");
            }

            var key = parsed.GetValue(file) is { } named ? await TakeAsync(named) : await ShowAsync();
            await key.ToBackupKey(hub.Options.Clock.GetUtcNow()).KeepAsync(store);

            // A schedule that waited for a key need not wait for its next try.
            await (await BackupState.GetAsync(store) with { Failed = null, Why = null }).KeepAsync(store);
            Console.WriteLine("From now on backups are sealed with this key. The hub does not have it: keep it where the backups are not.");
            return 0;
        });
    }

    private static async Task<RecoveryKey> ShowAsync()
    {
        var key = RecoveryKey.New();
        Console.WriteLine("Write this recovery key down. It is shown only now, and without it nobody can open a backup:");
        Console.WriteLine();
        Console.WriteLine($"    {key}");
        Console.WriteLine();
        return RecoveryKey.Find(await RecoveryKeys.TypeAsync("Type it back, from what you wrote: "))?.ToString() == key.ToString()
            ? key
            : throw new VerbException("This is not the key that was shown, so it does not count. Run hub backup key again for another one.");
    }

    private static async Task<RecoveryKey> TakeAsync(FileInfo file)
    {
        if (file.Exists)
        {
            return await RecoveryKeys.ReadAsync(file);
        }

        var key = RecoveryKey.New();
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            await using var written = new StreamWriter(file.FullName, options);
            await written.WriteLineAsync(key.ToString());
            return key;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new VerbException($"{file.FullName} cannot be written: {failed.Message}");
        }
    }
}
