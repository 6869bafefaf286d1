using Hub.Storage.Local.Files;
using SQLitePCL;

namespace Hub.Storage.Local.Sqlite;

/// <summary>A database as a file of its own, page for page, so that what did not change is the same bytes in the next copy (https://www.sqlite.org/backup.html).</summary>
internal static class DatabaseCopy
{
    /// <summary>What the connection sees in its transaction, whatever is written meanwhile. A killed process leaves a part, which the next opening of the vault sweeps.</summary>
    public static Stream Open(Database source, string path)
    {
        var folder = Path.Combine(Path.GetDirectoryName(path)!, "scratch");
        PrivateFolder.Create(folder);
        var copy = Path.Combine(folder, Guid.NewGuid().ToString("n") + Parts.Ending);
        try
        {
            Write(source, copy);
            var file = new FileStream(copy, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None);
            if (!OperatingSystem.IsWindows())
            {
                File.Delete(copy);
            }

            return file;
        }
        catch
        {
            File.Delete(copy);
            throw;
        }
    }

    private static void Write(Database source, string path)
    {
        using var target = new Database(path, readOnly: false, cacheKibibytes: 1024);
        target.Execute("pragma journal_mode=off; pragma synchronous=off;");
        using var backup = raw.sqlite3_backup_init(target.Handle, "main", source.Handle, "main");
        target.Check(raw.sqlite3_backup_step(backup, -1));
    }
}
