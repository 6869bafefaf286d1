using System.Xml;
using Hub.Sdk;
using Hub.Wire.Tables;

namespace Hub.Runner.Tables;

/// <summary>Reads a file as a mapping says: the reader of plug-ins without code.</summary>
internal sealed class TableConnector(TableMapping mapping) : IConnector
{
    private const int ProgressEvery = 1000;

    public async Task ImportAsync(ConnectorContext context, ImportFile file, CancellationToken cancellationToken)
    {
        try
        {
            using var table = await TableOpening.OpenAsync(mapping, file, cancellationToken);
            await ReadAsync(context, table);
        }
        catch (Exception damaged) when (damaged is XmlException or InvalidDataException)
        {
            throw TableFaults.Unknown();
        }
    }

    private async Task ReadAsync(ConnectorContext context, TableFile table)
    {
        var header = TableHeader.Find(mapping, table) ?? throw TableFaults.Unknown();
        var given = await TableGiven.FindAsync(context, header);
        using var rows = table.Open(header.Way);
        while (rows.Next() is { } above && above.Line < header.Line)
        {
            // Looked at before.
        }

        await SaveAsync(context, new TableReader(header, given, context.Zone, rows.Counts), rows);
    }

    private static async Task SaveAsync(ConnectorContext context, TableReader reader, ITableRows rows)
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
            throw TableFaults.Breaks(line, rows.Counts);
        }
    }
}
