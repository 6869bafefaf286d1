namespace Hub.Storage.Local.Files;

/// <summary>Files under way. A process that was killed leaves its own; nobody holds their locks any more, which is how they are told from those in use.</summary>
internal static class Parts
{
    public const string Ending = ".part";

    // A file that was just written is about to get its name.
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(10);

    public static void Sweep(string folder)
    {
        var before = DateTime.UtcNow - Settled;
        foreach (var path in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*" + Ending).Where(path => File.GetLastWriteTimeUtc(path) < before).ToList() : [])
        {
            try
            {
                using (new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                {
                    // Nobody has it.
                }

                File.Delete(path);
            }
            catch (IOException)
            {
                // Somebody writes it at this moment, or has just given it its name.
            }
        }
    }
}
