using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Hub.Core.Files;
using Hub.Sdk;

namespace Hub.Core.Exports;

/// <summary>Looks through all of an archive before anything of it is believed: names, sizes, sums, and what it says of itself. Nothing is ever unpacked to a name that it gives.</summary>
internal sealed class ArchiveCheck
{
    private const int MostEntries = 1_000_000;
    private const long MostBytes = 64L * 1024 * 1024 * 1024;
    private const int MostRatio = 1000;
    private const int RatioSlack = 16 * 1024 * 1024;
    private const int LargestSums = 128 * 1024 * 1024;
    private const int TypeOfLink = 0xA;

    private readonly ZipArchive _zip;
    private readonly Dictionary<string, string> _sums = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _lines = new(StringComparer.Ordinal);
    private long _left = MostBytes;
    private long _files;

    private ArchiveCheck(ZipArchive zip) => _zip = zip;

    /// <summary>Throws a <see cref="RunException"/> that says why it cannot be taken.</summary>
    /// <param name="length">Of the archive as it lies there.</param>
    public static async Task RunAsync(ZipArchive zip, long length, CancellationToken cancellationToken)
    {
        var check = new ArchiveCheck(zip);
        var about = await check.AboutAsync(cancellationToken);
        check.Names(length);
        await check.ReadSumsAsync(cancellationToken);
        foreach (var entry in zip.Entries.Where(entry => entry.FullName != ExportFormat.Sums && !IsFolder(entry)))
        {
            await check.SumAsync(entry, cancellationToken);
        }

        if (check._sums.Count > 0)
        {
            throw Refuse("files are missing in it", "il y manque des fichiers");
        }

        if (!about.Counts(check._lines, check._files))
        {
            throw Refuse("it does not hold what it says", "elle ne contient pas ce qu'elle annonce");
        }
    }

    public static RunException Refuse(string why, string pourquoi) => new(Outcome.NotMyFile, new(
        $"This archive cannot be restored: {why}. Nothing was changed.", $"Cette archive ne peut pas être restaurée : {pourquoi}. Rien n'a été changé."));

    /// <summary>First, because of a newer hub's archive nothing else need be as this one knows it.</summary>
    private async Task<ArchiveAbout> AboutAsync(CancellationToken cancellationToken)
    {
        if (_zip.Entries.Count > MostEntries)
        {
            throw Refuse("it holds too many files", "elle contient trop de fichiers");
        }

        if (_zip.GetEntry(ExportFormat.Sums) is null || _zip.GetEntry(ExportFormat.About) is not { } entry)
        {
            throw Refuse("it is not an export of a hub", "ce n'est pas une exportation d'un hub");
        }

        var about = await ArchiveAbout.ReadAsync(entry, cancellationToken) ?? throw Refuse("what it says of itself cannot be read", "ce qu'elle dit d'elle-même est illisible");
        return about.Format <= ExportFormat.Version ? about
            : throw Refuse("a newer hub made it. Update this hub, then restore it", "un hub plus récent l'a faite. Mettez ce hub à jour, puis restaurez-la");
    }

    private void Names(long length)
    {
        var packed = 0L;
        foreach (var entry in _zip.Entries)
        {
            if (!IsPlain(IsFolder(entry) ? entry.FullName[..^1] : entry.FullName) || (entry.ExternalAttributes >>> 28) == TypeOfLink)
            {
                throw Refuse("a name in it leads elsewhere", "un de ses noms mène ailleurs");
            }

            if (entry.IsEncrypted)
            {
                throw Refuse("it is locked with a password. Unpack it and pack it again without one", "elle est protégée par un mot de passe. Décompressez-la et recompressez-la sans mot de passe");
            }

            packed += entry.CompressedLength;
        }

        // Files that share their bytes are how a small archive holds more than fits anywhere.
        if (packed > length)
        {
            throw Refuse("files in it overlap", "des fichiers s'y chevauchent");
        }
    }

    private async Task ReadSumsAsync(CancellationToken cancellationToken)
    {
        // Nothing more than what it says is ever inflated, so what it says is enough.
        var list = _zip.GetEntry(ExportFormat.Sums)!;
        if (list.Length > LargestSums)
        {
            throw Refuse("its list of sums is too long", "sa liste de sommes est trop longue");
        }

        using var lines = new StreamReader(await list.OpenAsync(cancellationToken), Encoding.UTF8);
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Split("  ", 2) is [var sum, var name])
            {
                _sums[name] = sum;
            }
        }
    }

    private async Task SumAsync(ZipArchiveEntry entry, CancellationToken cancellationToken)
    {
        var name = entry.FullName;
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var content = await entry.OpenAsync(cancellationToken);
        var lines = name.EndsWith(".ndjson", StringComparison.Ordinal) ? new LineCount() : null;
        var buffer = new byte[128 * 1024];
        long length = 0;
        for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            length += read;
            if (length > _left || length > (entry.CompressedLength * MostRatio) + RatioSlack)
            {
                throw Refuse("it inflates beyond its limits", "elle grossit au-delà de ses limites");
            }

            sha.AppendData(buffer, 0, read);
            lines?.Add(buffer.AsSpan(0, read));
        }

        _left -= length;
        var sum = Convert.ToHexStringLower(sha.GetHashAndReset());
        if (!_sums.Remove(name, out var expected) || expected != sum)
        {
            throw Refuse($"a file in it does not match its sum ({Path.GetFileName(name)})", $"un de ses fichiers ne correspond pas à sa somme ({Path.GetFileName(name)})");
        }

        if (lines is not null)
        {
            _lines.Add(name, lines.Total);
        }

        if (name.StartsWith(ExportFormat.Files, StringComparison.Ordinal))
        {
            _files++;
            if (name[ExportFormat.Files.Length..] != KeptFile.HashPrefix + sum)
            {
                throw Refuse("a file in it is not the one that its name says", "un de ses fichiers n'est pas celui que son nom indique");
            }
        }
    }

    /// <summary>A folder of its own, as archivers add it when somebody packs an export again.</summary>
    private static bool IsFolder(ZipArchiveEntry entry) => entry is { Length: 0, FullName: [_, .., '/'] };

    private static bool IsPlain(string name) =>
        !name.Any(letter => char.IsControl(letter) || letter is '\\' or ':') && name.Split('/').All(part => part is not ("" or "." or ".."));

    private sealed class LineCount
    {
        private const int Longest = 4 * 1024 * 1024;

        private long _count;
        private long _open;

        public long Total => _count + (_open > 0 ? 1 : 0);

        public void Add(ReadOnlySpan<byte> bytes)
        {
            for (int end; (end = bytes.IndexOf((byte)'\n')) >= 0; bytes = bytes[(end + 1)..])
            {
                Lengthen(end);
                _open = 0;
                _count++;
            }

            Lengthen(bytes.Length);
        }

        private void Lengthen(int by)
        {
            _open += by;
            if (_open > Longest)
            {
                throw Refuse("a line in it is too long", "une de ses lignes est trop longue");
            }
        }
    }
}
