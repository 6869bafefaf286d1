using System.Text;
using Hub.Sdk;
using Hub.Wire.Tables;

namespace Hub.Runner.Tables;

/// <summary>Opens a file as what its bytes say it is: a spreadsheet, JSON, or a text of separated cells.</summary>
internal static class TableOpening
{
    /// <param name="mapping">May say in which encoding its texts are written; null where nothing is known.</param>
    public static async Task<TableFile> OpenAsync(TableMapping? mapping, ImportFile file, CancellationToken cancellationToken)
    {
        if (ImportWorkbook.IsZip(file))
        {
            return new WorkbookTable(await ImportWorkbook.OpenAsync(file, cancellationToken));
        }

        var encoding = ImportText.FindEncoding(file);
        if (mapping?.Tables.Any(table => table.IsOf(TableFile.Json)) != false && await JsonAsync(file, encoding, cancellationToken) is { } json)
        {
            return json;
        }

        var text = new TextTable(() => ImportText.Open(file, encoding));
        if (mapping is not null && Named(TableHeader.Find(mapping, text)?.Dialect.Encoding) is { } named && named.CodePage != encoding.CodePage)
        {
            text = new TextTable(() => ImportText.Open(file, named));
        }

        return text;
    }

    /// <summary>The whole file, which must be held to be read as JSON; null where it is none.</summary>
    private static async Task<JsonTable?> JsonAsync(ImportFile file, Encoding encoding, CancellationToken cancellationToken)
    {
        using var text = ImportText.Open(file, encoding);
        var head = new char[64];
        if (!JsonTable.Begins(head.AsSpan(0, await text.ReadBlockAsync(head, cancellationToken))))
        {
            return null;
        }

        if (file.Length > ImportFile.MaxDocument)
        {
            throw new RunException(Outcome.LimitExceeded, TableFaults.TooLarge);
        }

        var bytes = new MemoryStream();
        await using var content = encoding is UTF8Encoding ? file.Open() : Encoding.CreateTranscodingStream(file.Open(), encoding, Encoding.UTF8);
        await content.CopyToAsync(bytes, cancellationToken);
        return new JsonTable(bytes.GetBuffer().AsMemory(0, (int)bytes.Length));
    }

    private static Encoding? Named(string? name) => name switch
    {
        "utf-8" => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        "iso-8859-1" => Encoding.Latin1,
        "windows-1252" => CodePagesEncodingProvider.Instance.GetEncoding(1252),
        _ => null,
    };
}
