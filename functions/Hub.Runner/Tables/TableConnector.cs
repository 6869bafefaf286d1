using System.Text;
using Hub.Sdk;
using Hub.Wire.Tables;

namespace Hub.Runner.Tables;

/// <summary>Reads a file as a mapping says: the reader of plug-ins without code.</summary>
internal sealed class TableConnector(TableMapping mapping) : IConnector
{
    private const int ProgressEvery = 1000;

    public async Task ImportAsync(ConnectorContext context, ImportFile file, CancellationToken cancellationToken)
    {
        var encoding = ImportText.FindEncoding(file);
        var header = TableHeader.Find(mapping, () => ImportText.Open(file, encoding)) ?? throw TableFaults.Unknown();
        if (Named(header.Dialect.Encoding) is { } named && named.CodePage != encoding.CodePage)
        {
            encoding = named;
            header = TableHeader.Find(mapping, () => ImportText.Open(file, encoding)) ?? throw TableFaults.Unknown();
        }

        var given = await TableGiven.FindAsync(context, header);
        using var text = ImportText.Open(file, encoding);
        var rows = new TableRows(text, header.Delimiter);
        while (rows.Next() is { } above && above.Line < header.Line)
        {
            // Looked at before.
        }

        await SaveAsync(context, new TableReader(header, given, context.Zone), rows);
    }

    private static async Task SaveAsync(ConnectorContext context, TableReader reader, TableRows rows)
    {
        long done = 0, ignored = 0;
        int? shortAt = null;
        while (rows.Next() is { } row)
        {
            if (row.IsWhole && (row.IsBlank || reader.Ignores(row)))
            {
                ignored += row.IsBlank ? 0 : 1;
                continue;
            }

            if (row.IsWhole && !row.Ended && reader.IsShort(row))
            {
                shortAt = row.Line;
                break;
            }

            await reader.SaveAsync(context, row);
            if (++done % ProgressEvery == 0)
            {
                await context.ProgressAsync(done, null);
            }
        }

        await context.ProgressAsync(done, done);
        if (ignored > 0)
        {
            await context.LogAsync(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{ignored} rows are no items, by the mapping."));
        }

        if ((rows.BrokenAt ?? shortAt) is { } line)
        {
            throw TableFaults.Breaks(line);
        }
    }

    private static Encoding? Named(string? name) => name switch
    {
        "utf-8" => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        "iso-8859-1" => Encoding.Latin1,
        "windows-1252" => CodePagesEncodingProvider.Instance.GetEncoding(1252),
        _ => null,
    };
}
