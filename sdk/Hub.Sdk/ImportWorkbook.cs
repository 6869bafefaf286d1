using System.IO.Compression;
using System.Text;
using Hub.Sdk.Workbooks;

namespace Hub.Sdk;

/// <summary>
/// Reads a spreadsheet (XLSX) that strangers made: a zip of XML, opened within limits that are counted while it inflates. Parts are looked up by the names that the format gives them; no name is ever a path.
/// </summary>
public sealed class ImportWorkbook : IDisposable
{
    private const long MostBytes = 512L * 1024 * 1024;
    private const string Sheets = "xl/worksheets/", Texts = "xl/sharedStrings.xml", Styles = "xl/styles.xml", Book = "xl/workbook.xml";
    private readonly ZipArchive _zip;
    private readonly InflationLimit _limit = new(MostBytes, WorkbookFaults.TooLarge);
    private readonly IReadOnlyList<ZipArchiveEntry> _sheets;
    private readonly IReadOnlyList<string> _texts;
    private readonly CellDates _dates;

    private ImportWorkbook(ZipArchive zip)
    {
        _zip = zip;
        _sheets = [.. zip.Entries.Where(entry => entry.FullName.StartsWith(Sheets, StringComparison.Ordinal) && entry.FullName.EndsWith(".xml", StringComparison.Ordinal)).OrderBy(entry => entry.FullName, StringComparer.Ordinal)];
        _texts = ReadTexts();
        _dates = ReadDates();
    }

    /// <summary>How many sheets there are, in the order of their names in the file.</summary>
    public int SheetCount => _sheets.Count;

    /// <summary>Whether a file begins as a spreadsheet does: a zip; whether it holds sheets is seen when it is opened.</summary>
    /// <param name="file">The file.</param>
    public static bool IsZip(ImportFile file)
    {
        using var content = file.Open();
        var head = new byte[4];
        return content.ReadAtLeast(head, 4, throwOnEndOfStream: false) == 4 && head is [(byte)'P', (byte)'K', 3, 4];
    }

    /// <summary>Opens a file. Its packed bytes are held, since a zip's list stands at its end; what they inflate to is not.</summary>
    /// <param name="file">The file.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="System.Xml.XmlException">Its texts or styles break off or are no XML.</exception>
    /// <exception cref="RunException">It is no spreadsheet that can be read, is locked, or goes beyond a limit.</exception>
    public static async Task<ImportWorkbook> OpenAsync(ImportFile file, CancellationToken cancellationToken)
    {
        if (file.Length > ImportFile.MaxDocument)
        {
            throw new RunException(Outcome.LimitExceeded, WorkbookFaults.TooLarge);
        }

        var packed = new MemoryStream();
        await using (var content = file.Open())
        {
            await content.CopyToAsync(packed, cancellationToken);
        }

        try
        {
            var zip = new ZipArchive(packed, ZipArchiveMode.Read);
            return zip.Entries.Count > InflationLimit.MostEntries ? throw new RunException(Outcome.LimitExceeded, WorkbookFaults.TooLarge)
                : zip.Entries.Any(entry => entry.IsEncrypted) ? throw new RunException(Outcome.NotUnderstood, WorkbookFaults.Locked)
                : new ImportWorkbook(zip);
        }
        catch (InvalidDataException)
        {
            throw new RunException(Outcome.Truncated, WorkbookFaults.Damaged);
        }
    }

    /// <summary>The rows of one sheet, one by one. A day is given as <c>2024-01-31</c>, a moment as <c>2024-01-31 06:00:00</c>, where the cell's style says that it is one.</summary>
    /// <param name="sheet">From 0.</param>
    /// <exception cref="System.Xml.XmlException">The sheet breaks off or is no XML.</exception>
    /// <exception cref="InvalidDataException">The packed bytes are damaged.</exception>
    /// <exception cref="RunException">A limit was reached.</exception>
    public IEnumerable<WorkbookRow> Rows(int sheet)
    {
        using var xml = Open(_sheets[sheet]);
        foreach (var row in new SheetReader(xml, _texts, _dates).Read())
        {
            yield return row;
        }
    }

    /// <summary>Lets go of the file.</summary>
    public void Dispose() => _zip.Dispose();

    private IReadOnlyList<string> ReadTexts()
    {
        using var xml = Find(Texts);
        return xml is null ? [] : SharedTexts.Read(xml);
    }

    private CellDates ReadDates()
    {
        var dates = new CellDates { From1904 = CountsFrom1904() };
        using var xml = Find(Styles);
        if (xml is not null)
        {
            dates.Read(xml);
        }

        return dates;
    }

    private bool CountsFrom1904()
    {
        using var xml = Find(Book);
        while (xml?.Next() == true)
        {
            if (xml.Node.LocalName == "workbookPr")
            {
                return xml.Node.GetAttribute("date1904") is "1" or "true";
            }
        }

        return false;
    }

    private ImportXml? Find(string part) => _zip.GetEntry(part) is { } entry ? Open(entry) : null;

    private ImportXml Open(ZipArchiveEntry part) => new(new StreamReader(_limit.Watch(part.Open(), part.CompressedLength), Encoding.UTF8));
}

/// <summary>A row of a sheet.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Cells">The text of each cell that has one, by its column from 0; valid until the next row is read.</param>
public readonly record struct WorkbookRow(int Number, IReadOnlyDictionary<int, string> Cells);
