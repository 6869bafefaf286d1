using System.Globalization;
using Hub.Sdk;
using Hub.Wire.Tables;

namespace Hub.Runner.Tables;

/// <summary>Reads a row's cells as the fields that the mapping makes of them. An empty cell gives no value.</summary>
internal sealed class TableValues(TableHeader header, IReadOnlyDictionary<TableField, string> given, TimeZoneInfo zone)
{
    private readonly Dictionary<(string Column, int Nth), int> _places = [];
    private readonly Dictionary<string, TimeZoneInfo> _zones = new(StringComparer.Ordinal);

    /// <exception cref="TableCellException">A cell is not as the mapping says.</exception>
    public TableValue? Find(TableField field, IReadOnlyList<string> row)
    {
        if (field is { Debit: { } debit, Credit: { } credit })
        {
            return Split(field, debit, credit, row);
        }

        var column = field.Column ?? (field.Columns.Count > 0 ? field.Columns[0] : field.Above ?? "");
        if (TextOf(field, row) is not { Length: > 0 } text)
        {
            return null;
        }

        return field.As switch
        {
            "date" => new TableValue("", DateOf(field, column, text).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), IsNumber: false),
            "instant" => new TableValue("", InstantOf(field, column, text, row), IsNumber: false),
            "decimal" => Number(InUnit(field, column, Signed(field, Amount(field, column, text), row))),
            "integer" => Number(InUnit(field, column, Amount(field, column, text)) is var whole && decimal.IsInteger(whole) ? decimal.Truncate(whole) : throw new TableCellException(TableFaults.Amount(column))),
            _ => new TableValue("", text, IsNumber: false),
        };
    }

    private static TableValue Number(decimal number) => new("", number.ToString(CultureInfo.InvariantCulture), IsNumber: true);

    private TableValue? Split(TableField field, string debit, string credit, IReadOnlyList<string> row)
    {
        decimal? Read(string column) => Cell(row, column) is { Length: > 0 } text ? Amount(field, column, text) : null;
        var (outgoing, incoming) = (Read(debit), Read(credit));
        if (outgoing is not (null or 0) && incoming is not (null or 0))
        {
            throw new TableCellException(TableFaults.Both(debit, credit));
        }

        var amount = outgoing is not { } spent || spent == 0 ? incoming ?? outgoing
            : field.DebitIs switch
            {
                "negative" => spent,
                "either" => -Math.Abs(spent),
                _ => -spent,
            };
        return amount is { } counted ? Number(field.Negate ? -counted : counted) : null;
    }

    private static decimal InUnit(TableField field, string column, decimal number) =>
        field.Unit is not { } unit ? number : unit.Convert(number) ?? throw new TableCellException(TableFaults.Unit(column));

    private decimal Signed(TableField field, decimal amount, IReadOnlyList<string> row)
    {
        amount = field.Negate ? -amount : amount;
        if (field.Minus is { } minus && Cell(row, minus) is { Length: > 0 } taken)
        {
            amount -= Amount(field, minus, taken);
        }

        if (field.Sign is not { } sign)
        {
            return amount;
        }

        var way = TextFolding.Fold(Cell(row, sign.Column) ?? "");
        return sign.Negative.Any(word => TextFolding.Fold(word) == way) ? -amount
            : sign.Positive.Any(word => TextFolding.Fold(word) == way) ? amount
            : throw new TableCellException(TableFaults.Way(sign.Column));
    }

    private string? TextOf(TableField field, IReadOnlyList<string> row)
    {
        var cells = (field.Column is null ? field.Columns : [field.Column]).Select(column => Cell(row, column, field.Nth ?? 1)).Where(cell => cell is { Length: > 0 });
        var text = field.Join is { } join ? string.Join(join, cells) : cells.FirstOrDefault();
        text = string.IsNullOrEmpty(text) ? given.GetValueOrDefault(field) : text;
        text = field.Compact ? text?.Replace(" ", "", StringComparison.Ordinal).Replace("\u00a0", "", StringComparison.Ordinal) : text;
        return text is null || field.Values is not { } values ? text
            : values.FirstOrDefault(pair => TextFolding.Fold(pair.Key) == TextFolding.Fold(text)).Value;
    }

    /// <summary>A cell's text in one line, without white space at its ends.</summary>
    private string? Cell(IReadOnlyList<string> row, string column, int nth = 1)
    {
        if (!_places.TryGetValue((column, nth), out var at))
        {
            _places.Add((column, nth), at = header.IndexOf(column, nth));
        }

        return at < 0 || at >= row.Count ? null : string.Join(' ', row[at].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static decimal Amount(TableField field, string column, string text) =>
        TableNumber.Read(text, field.Decimal ?? "either", field.Thousands ?? "") ?? throw new TableCellException(TableFaults.Amount(column));

    private static DateOnly DateOf(TableField field, string column, string text) =>
        TableDate.Read(text, field.Order ?? "dmy") ?? throw new TableCellException(TableFaults.Date(column, field.Order ?? "dmy"));

    private string InstantOf(TableField field, string column, string text, IReadOnlyList<string> row)
    {
        if (field.Time is null && TableDate.ReadInstant(text) is { } told)
        {
            return Written(told);
        }

        var day = DateOf(field, column, text);
        var time = field.Time is { } other ? Cell(row, other) : text.Split(' ', 'T') is [_, var rest, ..] ? rest : "00:00";
        if (!TimeOnly.TryParseExact(time, TableDate.Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var hour) || !IsOneInstant(day.ToDateTime(hour), ZoneOf(field)))
        {
            throw new TableCellException(TableFaults.Time(field.Time ?? column));
        }

        var local = day.ToDateTime(hour);
        return Written(new DateTimeOffset(local, ZoneOf(field).GetUtcOffset(local)));
    }

    private static string Written(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>False for the hour that is left out in spring, and for the one that comes twice in autumn: which of the two is meant is not said.</summary>
    private static bool IsOneInstant(DateTime local, TimeZoneInfo zone) => !zone.IsInvalidTime(local) && !zone.IsAmbiguousTime(local);

    private TimeZoneInfo ZoneOf(TableField field)
    {
        if (field.Zone is not { } name)
        {
            return zone;
        }

        if (!_zones.TryGetValue(name, out var found))
        {
            _zones.Add(name, found = TimeZoneInfo.FindSystemTimeZoneById(name));
        }

        return found;
    }
}
