using System.Globalization;
using System.IO.Compression;
using Hub.Sdk;
using Hub.Wire;

namespace Hub.Runner.Archives;

/// <summary>Opens a zip and hands its members over, one after the other. Their names are told and lead nowhere: nothing is written here.</summary>
internal sealed class ArchiveUnpacker(StartMessage start, HubLink link)
{
    private const int UnixLink = 0xA000, LongestName = 1000;

    /// <summary>Files and folders.</summary>
    private const int MostListed = 5 * InflationLimit.MostEntries;

    /// <summary>The hub has its own words for this.</summary>
    private static readonly Text TooLarge = new("It inflates beyond its limits.", "Elle grossit au-delà de ses limites.");

    private readonly InflationLimit _limit = new(Protocol.MaxUnpacked, TooLarge);
    private readonly byte[] _buffer = new byte[Protocol.ChunkSize];

    /// <summary>From the member that the cursor says.</summary>
    public void Run()
    {
        using var content = new PipedArchive(start.FileLength, link);
        using var zip = Open(content, out var fault);
        var files = zip is null ? [] : List(zip, ref fault);
        link.Send(FrameKind.Members, static (frames, it) =>
        {
            frames.Write((int)it.Fault);
            frames.Write(it.Count);
        }, (Fault: fault, files.Count));

        var kept = int.Parse(start.Cursor ?? "0", CultureInfo.InvariantCulture);
        foreach (var file in files.Take(kept))
        {
            _limit.Pass(file.Length, file.CompressedLength);
        }

        foreach (var file in files.Skip(kept))
        {
            link.Send(FrameKind.Member, static (frames, it) =>
            {
                frames.Write(it.Name);
                frames.Write(it.Length);
            }, (Name: file.FullName.Length > LongestName ? file.FullName[^LongestName..] : file.FullName, file.Length));
            link.Send(FrameKind.MemberEnd, static (frames, it) => frames.Write(it), (int)HandOver(file));
        }
    }

    private static ZipArchive? Open(Stream content, out ArchiveFault fault)
    {
        fault = ArchiveFault.None;
        try
        {
            if (ArchiveEnd.CountOf(content) > MostListed)
            {
                fault = ArchiveFault.TooMany;
                return null;
            }

            return new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
        }
        catch (Exception damaged) when (IsDamage(damaged))
        {
            fault = ArchiveFault.Damaged;
            return null;
        }
    }

    private static List<ZipArchiveEntry> List(ZipArchive zip, ref ArchiveFault fault)
    {
        try
        {
            var files = zip.Entries.Where(entry => !entry.FullName.EndsWith('/') && !entry.FullName.EndsWith('\\')).ToList();
            fault = files.Count == 0 ? ArchiveFault.Empty
                : files.Count > InflationLimit.MostEntries ? ArchiveFault.TooMany
                : files.TrueForAll(entry => entry.IsEncrypted) ? ArchiveFault.Locked
                : files.TrueForAll(IsLink) ? ArchiveFault.Link
                : ArchiveFault.None;
            return fault is ArchiveFault.None ? files : [];
        }
        catch (Exception damaged) when (IsDamage(damaged))
        {
            fault = ArchiveFault.Damaged;
        }

        return [];
    }

    private ArchiveFault HandOver(ZipArchiveEntry file)
    {
        if (file.IsEncrypted || IsLink(file) || _limit.Left <= 0)
        {
            return file.IsEncrypted ? ArchiveFault.Locked : IsLink(file) ? ArchiveFault.Link : ArchiveFault.TooLarge;
        }

        Stream inflating;
        try
        {
            inflating = file.Open();
        }
        catch (Exception damaged) when (IsDamage(damaged))
        {
            return ArchiveFault.NotOpened;
        }

        using var content = _limit.Watch(inflating, file.CompressedLength);
        try
        {
            return Send(content) == (file.Length, file.Crc32) ? ArchiveFault.None : ArchiveFault.Damaged;
        }
        catch (RunException)
        {
            return _limit.Left < 0 ? ArchiveFault.TooLarge : ArchiveFault.Grows;
        }
        catch (Exception damaged) when (IsDamage(damaged))
        {
            return ArchiveFault.Damaged;
        }
    }

    private (long Length, uint Crc) Send(Stream content)
    {
        var (length, crc) = (0L, new Crc32());
        for (int read; (read = content.ReadAtLeast(_buffer, _buffer.Length, throwOnEndOfStream: false)) > 0; length += read)
        {
            crc.Append(_buffer.AsSpan(0, read));
            link.Send(FrameKind.Content, static (frames, bytes) => frames.WriteBytes(bytes.Span), _buffer.AsMemory(0, read));
        }

        return (length, crc.Value);
    }

    private static bool IsLink(ZipArchiveEntry entry) => ((entry.ExternalAttributes >> 16) & 0xF000) == UnixLink;

    /// <summary>What the framework's reader throws at bytes that are no zip, though only the first is promised.</summary>
    private static bool IsDamage(Exception exception) => exception is InvalidDataException or IOException or ArgumentException or ArithmeticException or NotSupportedException or IndexOutOfRangeException;
}
