using System.IO.Compression;

namespace Hub.Core.Plugins.Installing;

/// <summary>A plug-in as one file: a zip of what belongs to it in its folder. The same folder gives the same bytes.</summary>
public static class PluginPackage
{
    public const string Extension = ".hubplugin";

    private const int MostEntries = 10_000;
    private const long MostBytes = 512L * 1024 * 1024;
    private const int MostRatio = 200;
    private const int RatioSlack = 1024 * 1024;
    private const int UnixLink = 0xA000;

    // The first day that a zip can tell: no build date makes two packs of one folder differ.
    private static readonly DateTimeOffset Day = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void Pack(string folder, Stream destination) => Pack(folder, PluginFiles.Of(folder), destination);

    /// <summary>Everything that a folder holds, which was found good when it was taken in.</summary>
    public static void PackAll(string folder, Stream destination) =>
        Pack(folder, Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal), destination);

    private static void Pack(string folder, IEnumerable<string> files, Stream destination)
    {
        using var zip = new ZipArchive(destination, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var file in files)
        {
            var entry = zip.CreateEntry(file, CompressionLevel.SmallestSize);
            entry.LastWriteTime = Day;
            entry.ExternalAttributes = Convert.ToInt32("100644", 8) << 16;
            using var content = File.OpenRead(Path.Combine(folder, file));
            using var packed = entry.Open();
            content.CopyTo(packed);
        }
    }

    /// <summary>Unpacks within limits into an empty folder.</summary>
    /// <exception cref="PluginRefusedException">It is no package that the hub opens.</exception>
    public static void Unpack(Stream package, string folder)
    {
        try
        {
            using var zip = new ZipArchive(package, ZipArchiveMode.Read, leaveOpen: true);
            var files = zip.Entries.Where(entry => !entry.FullName.EndsWith('/')).ToList();
            if (files.Count is 0 or > MostEntries)
            {
                throw new PluginRefusedException(InstallMessages.TooManyFiles);
            }

            var left = MostBytes;
            foreach (var entry in files)
            {
                left -= Unpack(entry, folder, left);
            }
        }
        catch (InvalidDataException)
        {
            throw new PluginRefusedException(InstallMessages.NotAPackage);
        }
    }

    private static long Unpack(ZipArchiveEntry entry, string folder, long left)
    {
        var isPlain = IsPlainName(entry.FullName) && !entry.IsEncrypted && ((entry.ExternalAttributes >> 16) & 0xF000) != UnixLink;
        var path = isPlain ? Path.GetFullPath(Path.Combine(folder, entry.FullName)) : "";
        if (!path.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal) || Path.Exists(path))
        {
            throw new PluginRefusedException(InstallMessages.OddEntry);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var packed = entry.Open();
        using var file = File.Create(path);
        var buffer = new byte[64 * 1024];
        long length = 0;
        for (int read; (read = packed.Read(buffer)) > 0;)
        {
            // Counted while it inflates: what the archive says about its sizes is only what it says.
            length += read;
            if (length > left || length > (entry.CompressedLength * MostRatio) + RatioSlack)
            {
                throw new PluginRefusedException(InstallMessages.TooLarge);
            }

            file.Write(buffer, 0, read);
        }

        return length;
    }

    /// <summary>Relative, with forward slashes, without dots that lead elsewhere and without what some system takes for something else.</summary>
    private static bool IsPlainName(string name) =>
        name.Length is > 0 and <= 255 && name.Split('/').All(part => part.Length > 0 && part != "." && part != ".." && !part.EndsWith(' ') && !part.EndsWith('.') && part.IndexOfAny(['\\', ':', '*', '?', '"', '<', '>', '|', '\0']) < 0 && !part.Any(char.IsControl));
}
