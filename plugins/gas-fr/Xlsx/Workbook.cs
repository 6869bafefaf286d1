using System.IO.Compression;
using System.Text;
using Hub.Sdk;

namespace Hub.Plugins.GasFr.Xlsx;

/// <summary>A spreadsheet: a zip of XML, opened within limits. Parts are looked up by the names that the format gives them; no name is ever a path.</summary>
internal sealed class Workbook : IDisposable
{
    private const int MostEntries = 10_000;
    private const string Sheets = "xl/worksheets/", Texts = "xl/sharedStrings.xml";
    private readonly ZipArchive _zip;
    private readonly InflationLimit _limit = new();

    private Workbook(ZipArchive zip) => _zip = zip;

    /// <exception cref="RunException">It is no spreadsheet that can be read.</exception>
    public static async Task<Workbook> OpenAsync(ImportFile file, CancellationToken cancellationToken)
    {
        if (file.Length > ImportFile.MaxDocument)
        {
            throw new RunException(Outcome.LimitExceeded, Says.TooLarge);
        }

        // A zip's list stands at its end, so the packed bytes are held; what they inflate to is not.
        var packed = new MemoryStream();
        await using (var content = file.Open())
        {
            await content.CopyToAsync(packed, cancellationToken);
        }

        try
        {
            var zip = new ZipArchive(packed, ZipArchiveMode.Read);
            return zip.Entries.Count > MostEntries ? throw new RunException(Outcome.LimitExceeded, Says.TooLarge)
                : zip.Entries.Any(entry => entry.IsEncrypted) ? throw new RunException(Outcome.NotUnderstood, Says.Locked)
                : new Workbook(zip);
        }
        catch (InvalidDataException)
        {
            throw new RunException(Outcome.Truncated, Says.DamagedSheet);
        }
    }

    /// <summary>The texts that cells refer to by number.</summary>
    public IReadOnlyList<string> ReadTexts()
    {
        if (_zip.GetEntry(Texts) is not { } part)
        {
            return [];
        }

        using var xml = Open(part);
        return SharedTexts.Read(xml);
    }

    /// <summary>The sheets, in the order of their names.</summary>
    public IEnumerable<ImportXml> OpenSheets()
    {
        foreach (var part in _zip.Entries.Where(entry => entry.FullName.StartsWith(Sheets, StringComparison.Ordinal) && entry.FullName.EndsWith(".xml", StringComparison.Ordinal)).OrderBy(entry => entry.FullName, StringComparer.Ordinal))
        {
            using var xml = Open(part);
            yield return xml;
        }
    }

    public void Dispose() => _zip.Dispose();

    private ImportXml Open(ZipArchiveEntry part) => new(new StreamReader(_limit.Watch(part.Open(), part.CompressedLength), Encoding.UTF8));
}
