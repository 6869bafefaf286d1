using System.Globalization;
using System.Text;
using System.Text.Json;
using Hub.Sdk;
using Hub.Wire.Tables;

namespace Hub.Runner.Tables;

/// <summary>Makes records of the rows below one header.</summary>
internal sealed class TableReader
{
    private readonly TableHeader _header;
    private readonly TableValues _values;
    private readonly int _columns, _needed;
    private readonly string _counts;
    private readonly HashSet<TableRecord> _told = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<TableRecord, Fingerprints> _counted = new(ReferenceEqualityComparer.Instance);

    public TableReader(TableHeader header, IReadOnlyDictionary<TableField, string> given, TimeZoneInfo zone, string counts)
    {
        (_header, _values, _counts) = (header, new TableValues(header, given, zone), counts);
        _columns = header.Cells.Count;
        _needed = header.Dialect.Records.SelectMany(record => record.Fields.Values).SelectMany(field => field.Named).Select(column => header.IndexOf(column)).DefaultIfEmpty(-1).Max() + 1;
    }

    /// <summary>Whether a row lacks cells that count.</summary>
    public bool IsShort(TableRow row) => row.Cells.Count < _needed;

    public bool Ignores(TableRow row) => _header.Dialect.Ignore.Any(rule =>
    {
        var at = rule.Column is null ? 0 : _header.IndexOf(rule.Column);
        if (at < 0 || at >= row.Cells.Count)
        {
            return false;
        }

        var cell = TextFolding.Fold(row.Cells[at]);
        return (rule.StartsWith is { } start && cell.StartsWith(TextFolding.Fold(start), StringComparison.Ordinal))
            || rule.Is.Any(word => TextFolding.Fold(word) == cell)
            || (rule.Not.Count > 0 && rule.Not.All(word => TextFolding.Fold(word) != cell));
    });

    public async ValueTask SaveAsync(ConnectorContext context, TableRow row)
    {
        var origin = new Origin($"{_counts} {row.Line}");
        if (Fault(row) is { } fault)
        {
            await context.RejectAsync(_header.Dialect.Records[0].Type, fault, origin);
            return;
        }

        foreach (var record in _header.Dialect.Records)
        {
            try
            {
                var values = Read(record, row);
                if (!record.Distinct || Counted(record).Add(string.Join('\n', values.Select(value => $"{value.Name}\t{value.Text}"))) == 1)
                {
                    await context.SaveAsync(record.Type, data => Write(data, values), origin);
                }
            }
            catch (TableCellException wrong)
            {
                if (!record.Distinct)
                {
                    await context.RejectAsync(record.Type, wrong.Reason, origin);
                    return;
                }

                if (_told.Add(record))
                {
                    await context.RejectAsync(record.Type, wrong.Reason, origin); // once: each row says the same
                }
            }
        }
    }

    private Text? Fault(TableRow row) => !row.IsWhole ? TableFaults.Unclosed
        : IsShort(row) || row.Cells.Skip(_columns).Any(cell => !string.IsNullOrWhiteSpace(cell)) ? TableFaults.Cells(row.Cells.Count, _columns)
        : null;

    private List<TableValue> Read(TableRecord record, TableRow row)
    {
        var values = new List<TableValue>(record.Fields.Count);
        foreach (var (name, field) in record.Fields)
        {
            if (field.Count.Count == 0 && _values.Find(field, row.Cells) is { } value)
            {
                values.Add(value with { Name = name });
            }
        }

        // Numbered last, when all else of the row was read: a row that is set aside counts for nothing.
        foreach (var (name, field) in record.Fields)
        {
            if (field.Count.Count > 0 && (field.Unless is null || !values.Exists(value => value.Name == field.Unless)))
            {
                var likeness = string.Join('\n', field.Count.Select(part => values.Find(value => value.Name == part) is { Name: not null } found ? Likeness(found) : ""));
                values.Add(new TableValue(name, Counted(record).Add(likeness).ToString(CultureInfo.InvariantCulture), IsNumber: true));
            }
        }

        return values;
    }

    /// <summary>As identities compare: numbers by value, texts without case and accents.</summary>
    private static string Likeness(TableValue value) => value.IsNumber
        ? decimal.Parse(value.Text, NumberStyles.Number, CultureInfo.InvariantCulture).ToString("0.############################", CultureInfo.InvariantCulture)
        : TextFolding.Fold(value.Text);

    private Fingerprints Counted(TableRecord record)
    {
        if (!_counted.TryGetValue(record, out var counted))
        {
            _counted.Add(record, counted = new Fingerprints());
        }

        return counted;
    }

    private static void Write(Utf8JsonWriter data, List<TableValue> values)
    {
        foreach (var value in values)
        {
            if (value.IsNumber)
            {
                data.WritePropertyName(value.Name);
                data.WriteRawValue(Encoding.UTF8.GetBytes(value.Text));
            }
            else
            {
                data.WriteString(value.Name, value.Text);
            }
        }
    }
}

/// <summary>A field's value as it is written into a record.</summary>
internal readonly record struct TableValue(string Name, string Text, bool IsNumber);

/// <summary>A cell cannot be read as the mapping says.</summary>
internal sealed class TableCellException(Text reason) : Exception
{
    public Text Reason => reason;
}
