using Hub.Sdk;

namespace Hub.Plugins.Linky;

/// <summary>Reads what Enedis gives of a Linky meter: the CSV files of its customer area and the answers of its Data Connect service.</summary>
public sealed class LinkyConnector : IConnector
{
    public async Task ImportAsync(ConnectorContext context, ImportFile file, CancellationToken cancellationToken)
    {
        var encoding = ImportText.FindEncoding(file);
        using var text = ImportText.Open(file, encoding);
        var first = text.Read();
        while (first >= 0 && char.IsWhiteSpace((char)first))
        {
            first = text.Read();
        }

        if (first is '{' or '[')
        {
            await new LinkyJson(context).ReadAsync(file, encoding, cancellationToken);
            return;
        }

        using var csv = ImportText.Open(file, encoding);
        var reader = new LinkyCsv(context, csv);
        try
        {
            await reader.ReadAsync(cancellationToken);
        }
        finally
        {
            await context.LogAsync($"{reader.Counts.Rows} rows, {reader.Counts.Empty} of them without a value (not measured, not counted as zero)");
        }
    }
}
