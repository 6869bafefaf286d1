using System.Globalization;
using Hub.Core.Records;
using Hub.Sdk;
using Hub.Wire.Tables;

namespace Hub.Core.Plugins.Tables.Teaching;

/// <summary>Units, and what is the same for every row: told by the words of a header, by the file's name and by the steps from row to row.</summary>
internal static class TableMeasures
{
    private const int Day = 86_400, Slack = 3600;

    public static IReadOnlyDictionary<string, string> Units(SampledTable table, TeachableType type, TableLesson lesson)
    {
        var units = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in type.Fields.Where(field => field.Unit is not null && lesson.IndexOf(field.Name) >= 0))
        {
            var known = TableUnit.Into(field.Unit!);
            units[field.Name] = UnitOf(table.Columns[lesson.IndexOf(field.Name)], known) ?? field.Unit!;
        }

        return units;
    }

    public static IReadOnlyDictionary<string, string> Constants(SampledTable table, TeachableType type, TableLesson lesson, string name, List<Text> doubts)
    {
        var usual = TeachingWords.All.Constants.GetValueOrDefault(type.Type.Name);
        var constants = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in type.MayBeConstant(lesson))
        {
            if ((Told(table, type, field, lesson, name) ?? usual?.GetValueOrDefault(field.Name)) is { Length: > 0 } value)
            {
                constants[field.Name] = value;
            }
        }

        if (type.Type.Series is { } series && constants.ContainsKey(series.Step))
        {
            constants["series"] = constants[series.Step] == Day.ToString(CultureInfo.InvariantCulture) ? "daily" : "load-curve";
        }
        else if (type.Type.Series is { } open && !lesson.Fills(open.Step))
        {
            doubts.Add(TeachingDoubts.Step);
        }

        return constants;
    }

    private static string? Told(SampledTable table, TeachableType type, RecordField field, TableLesson lesson, string name) => field.Name switch
    {
        "currency" => CurrencyOf(table, lesson),
        "holder" => name,
        "unit" => UnitText(table, lesson),
        _ when field.Name == type.Type.Series?.Step => StepOf(table, type, lesson)?.ToString(CultureInfo.InvariantCulture),
        _ when field.Name == type.Type.TitleField && lesson.ColumnOf("value") is { } measured => Bare(measured),
        _ => Hint(table, type, field, name),
    };

    /// <summary>What is written in parentheses or last in a header is its unit.</summary>
    private static string? UnitOf(SampledColumn column, IReadOnlyList<string> known) =>
        column.Words.Reverse().Select(word => TeachingWords.All.Units.GetValueOrDefault(word)).FirstOrDefault(unit => unit is not null && known.Contains(unit, StringComparer.Ordinal));

    private static string? UnitText(SampledTable table, TableLesson lesson)
    {
        var header = lesson.ColumnOf("value") ?? "";
        var (begin, end) = (header.LastIndexOfAny(['(', '[']), header.LastIndexOfAny([')', ']']));
        return begin >= 0 && end > begin + 1 ? header[(begin + 1)..end].Trim() : null;
    }

    private static string Bare(string header) => header.Split(['(', '['])[0].Trim() is { Length: > 0 } bare ? bare : header;

    private static string? CurrencyOf(SampledTable table, TableLesson lesson)
    {
        var known = TeachingWords.All.Currencies;
        var columns = table.Columns.Where((_, nth) => lesson.Columns[nth].StartsWith("amount", StringComparison.Ordinal)).ToList();
        return columns.SelectMany(column => column.Words).Concat(columns.SelectMany(column => column.Cells.Take(20)).SelectMany(cell => cell.Where(c => !char.IsAsciiDigit(c)).Select(c => c.ToString())))
            .Select(word => known.GetValueOrDefault(word)).FirstOrDefault(currency => currency is not null);
    }

    private static string? Hint(SampledTable table, TeachableType type, RecordField field, string name)
    {
        var words = table.Columns.SelectMany(column => column.Words).Concat(TeachingWords.Split(name)).ToHashSet(StringComparer.Ordinal);
        return TeachingWords.All.Hints.GetValueOrDefault(type.Type.Name)?.GetValueOrDefault(field.Name)?.FirstOrDefault(value => value.Value.Any(words.Contains)).Key;
    }

    /// <summary>The usual time between one row and the next; null where it is none that is always the same, such as a month.</summary>
    private static int? StepOf(SampledTable table, TeachableType type, TableLesson lesson)
    {
        if (type.Type.Time is not { } time || lesson.IndexOf(time.Field) is not (var at and >= 0))
        {
            return null;
        }

        var clock = lesson.IndexOf(time.Field + TeachableType.Time);
        var moments = table.Rows.Select(row => Moment(row.Cells, at, clock, lesson.Order)).OfType<DateTime>().Distinct().Order().ToList();
        var steps = moments.Zip(moments.Skip(1), (one, next) => (int)(next - one).TotalSeconds).GroupBy(step => step).ToList();
        if (steps.Count == 0)
        {
            return null;
        }

        var usual = steps.MaxBy(step => step.Count())!;
        return usual.Key > Day + Slack || usual.Count() * 2 < moments.Count - 1 ? null : usual.Key;
    }

    private static DateTime? Moment(IReadOnlyList<string> cells, int at, int clock, string order)
    {
        var text = at < cells.Count ? cells[at].Trim() : "";
        if (TableDate.ReadInstant(text) is { } told)
        {
            return told.UtcDateTime;
        }

        if (TableDate.Read(text, order) is not { } day)
        {
            return null;
        }

        var time = clock >= 0 ? (clock < cells.Count ? cells[clock].Trim() : "") : text.Split(' ', 'T') is [_, var rest, ..] ? rest : "";
        return day.ToDateTime(TimeOnly.TryParseExact(time, TableDate.Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var hour) ? hour : TimeOnly.MinValue);
    }
}
