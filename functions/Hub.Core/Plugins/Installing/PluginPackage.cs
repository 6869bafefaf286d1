using System.IO.Compression;
using Hub.Sdk;

namespace Hub.Core.Plugins.Installing;

/// <summary>A plug-in as one file: a zip of what belongs to it in its folder. The same folder gives the same bytes.</summary>
public static class PluginPackage
{
    public const string Extension = ".hubplugin";

    private const long MostBytes = 512L * 1024 * 1024;
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
            if (files.Count is 0 or > InflationLimit.MostEntries)
            {
                throw new PluginRefusedException(InstallMessages.TooManyFiles);
            }

            var limit = new InflationLimit(MostBytes, InstallMessages.TooLarge);
            foreach (var entry in files)
            {
                Unpack(entry, folder, limit);
            }
        }
        catch (RunException beyond)
        {
            throw new PluginRefusedException(beyond.Detail);
        }
        catch (InvalidDataException)
        {
            throw new PluginRefusedException(InstallMessages.NotAPackage);
        }
    }

    private static void Unpack(ZipArchiveEntry entry, string folder, InflationLimit limit)
    {
        var isPlain = IsPlainName(entry.FullName) && !entry.IsEncrypted && ((entry.ExternalAttributes >> 16) & 0xF000) != UnixLink;
        var path = isPlain ? Path.GetFullPath(Path.Combine(folder, entry.FullName)) : "";
        if (!path.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal) || Path.Exists(path))
        {
            throw new PluginRefusedException(InstallMessages.OddEntry);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var packed = limit.Watch(entry.Open(), entry.CompressedLength);
        using var file = File.Create(path);
        packed.CopyTo(file);
    }

    /// <summary>Relative, with forward slashes, without dots that lead elsewhere and without what some system takes for something else.</summary>
    private static bool IsPlainName(string name) =>
        name.Length is > 0 and <= 255 && name.Split('/').All(part => part.Length > 0 && part != "." && part != ".." && !part.EndsWith(' ') && !part.EndsWith('.') && part.IndexOfAny(['\\', ':', '*', '?', '"', '<', '>', '|', '\0']) < 0 && !part.Any(char.IsControl));
}
