using System.Globalization;
using Hub.Core.Records;
using Hub.Sdk;
using Hub.Wire.Tables;

namespace Hub.Core.Plugins.Tables.Teaching;

/// <summary>Makes a mapping of what a person said of a table.</summary>
internal static class LessonMapping
{
    private const int MostHeader = 100;

    /// <summary>What an account's own record is made of, beside each operation.</summary>
    private const string Operation = "bank.operation", Account = "bank.account";

    public static TableMapping Of(TableLesson lesson, TeachableType type) => new()
    {
        Tables =
        [
            new TableDialect
            {
                Name = lesson.Name,
                Format = lesson.Format == TableFile.Csv ? null : lesson.Format,
                Header = HeaderOf(lesson),
                Delimiter = lesson.Format == TableFile.Csv ? lesson.Delimiter : null,
                Records = [Record(lesson, type), .. AccountOf(lesson, type)],
            },
        ],
    };

    /// <summary>All types that it writes.</summary>
    public static IReadOnlyList<string> Writes(TableMapping mapping) => [.. mapping.Tables.SelectMany(table => table.Records).Select(record => record.Type).Distinct(StringComparer.Ordinal)];

    /// <summary>In JSON an item leaves out what it has not, so only what counts is looked for.</summary>
    private static IReadOnlyList<string> HeaderOf(TableLesson lesson)
    {
        var named = lesson.Header.Where(cell => cell.Length > 0);
        var counted = lesson.Header.Where((cell, nth) => cell.Length > 0 && nth < lesson.Columns.Count && lesson.Columns[nth].Length > 0).ToList();
        return [.. (lesson.Format == TableFile.Json && counted.Count > 1 ? counted : named).Take(MostHeader)];
    }

    private static TableRecord Record(TableLesson lesson, TeachableType type)
    {
        var fields = new Dictionary<string, TableField>(StringComparer.Ordinal);
        foreach (var field in type.Fields)
        {
            if (Find(lesson, type, field) is { } found)
            {
                fields.Add(field.Name, found);
            }
        }

        if (type.Counted.Where(fields.ContainsKey).ToList() is { Count: > 0 } counted)
        {
            fields.Add("occurrence", new TableField { Count = counted, Unless = fields.ContainsKey("reference") ? "reference" : null });
        }

        return new TableRecord { Type = type.Type.Name, Fields = fields };
    }

    private static IEnumerable<TableRecord> AccountOf(TableLesson lesson, TeachableType type)
    {
        if (type.Type.Name != Operation)
        {
            yield break;
        }

        var fields = new Dictionary<string, TableField>(StringComparer.Ordinal);
        foreach (var name in new[] { "account", "currency" })
        {
            if (type.Find(name) is { } field && Find(lesson, type, field) is { } found)
            {
                fields.Add(name, found);
            }
        }

        yield return new TableRecord { Type = Account, Distinct = true, Fields = fields };
    }

    private static TableField? Find(TableLesson lesson, TeachableType type, RecordField field)
    {
        if (lesson.ColumnOf(field.Name + TeachableType.Debit) is { } debit && lesson.ColumnOf(field.Name + TeachableType.Credit) is { } credit)
        {
            return new TableField { Debit = debit, Credit = credit, DebitIs = "either", Decimal = lesson.Decimal, Thousands = ThousandsOf(lesson) };
        }

        if (lesson.ColumnOf(field.Name) is { } column)
        {
            return Read(lesson, type, field) with { Column = column, Nth = Nth(lesson, field.Name) };
        }

        return lesson.Constants.GetValueOrDefault(field.Name) is { Length: > 0 } constant
            ? new TableField { Constant = constant, As = TeachableType.IsNumber(field) ? "integer" : null }
            : field.Required && type.CanBeAsked(field) ? new TableField { Ask = Question(field) }
            : null;
    }

    private static TableField Read(TableLesson lesson, TeachableType type, RecordField field) =>
        TeachableType.IsNumber(field) ? new TableField
        {
            As = field.JsonType == "integer" ? "integer" : "decimal",
            Decimal = lesson.Decimal,
            Thousands = ThousandsOf(lesson),
            Unit = lesson.Units.GetValueOrDefault(field.Name) is { Length: > 0 } unit && field.Unit is { } own && unit != own ? new TableUnit { From = unit, To = own } : null,
            Negate = lesson.Negate && field is { CurrencyField: not null, Required: true },
            Sign = lesson.ColumnOf(field.Name + TeachableType.Sign) is { } sign ? new TableSign { Column = sign, Negative = TeachingWords.All.Out, Positive = TeachingWords.All.In } : null,
        }
        : type.IsMoment(field) || (type.IsOpen(field) && field.Format != "partial-date" && (lesson.Clock || lesson.ColumnOf(field.Name + TeachableType.Time) is not null))
            ? new TableField { As = "instant", Order = lesson.Order, Time = lesson.ColumnOf(field.Name + TeachableType.Time), Zone = string.IsNullOrEmpty(lesson.Zone) ? null : lesson.Zone }
        : type.IsDay(field) ? new TableField { As = "date", Order = lesson.Order }
        : new TableField { Values = ValuesOf(field) };

    /// <summary>A column's words may be the values themselves, or what pages call them.</summary>
    private static Dictionary<string, string>? ValuesOf(RecordField field)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (value, label) in field.ValueLabels)
        {
            values.TryAdd(TextFolding.Fold(value), value);
            values.TryAdd(TextFolding.Fold(label.En), value);
            values.TryAdd(TextFolding.Fold(label.Fr), value);
        }

        return values.Count == 0 ? null : values;
    }

    private static string ThousandsOf(TableLesson lesson) => lesson.Decimal == "," ? "." : ",";

    private static int? Nth(TableLesson lesson, string target)
    {
        var at = lesson.IndexOf(target);
        var before = lesson.Header.Take(at).Count(cell => TextFolding.Fold(cell) == TextFolding.Fold(lesson.Header[at]));
        return before == 0 ? null : before + 1;
    }

    private static Dictionary<string, string> Question(RecordField field) => new(StringComparer.Ordinal)
    {
        ["en"] = string.Create(CultureInfo.InvariantCulture, $"The file does not say: {field.Label.En}. What is it? Give the same answer each time."),
        ["fr"] = string.Create(CultureInfo.InvariantCulture, $"Le fichier ne dit pas\u00a0: {field.Label.Fr}. Quelle est cette valeur\u202f? Donnez chaque fois la même réponse."),
    };
}
