using System.Globalization;
using Hub.Core.Records;
using Hub.Wire.Tables;

namespace Hub.Core.Plugins.Tables;

/// <summary>What the mapping's schema cannot see: types and fields that do not exist, values that come from nowhere, notations that do not fit.</summary>
internal static class TableMappingFaults
{
    public static IEnumerable<TableMappingException> Of(TableMapping mapping, PluginManifest manifest, Func<string, RecordType?> find) =>
        mapping.Tables.SelectMany((table, nth) => OfTable(table, string.Create(CultureInfo.InvariantCulture, $"/tables/{nth}"), manifest, find));

    private static IEnumerable<TableMappingException> OfTable(TableDialect table, string path, PluginManifest manifest, Func<string, RecordType?> find)
    {
        for (var i = 0; i < table.Ignore.Count; i++)
        {
            if (table.Ignore[i] is { StartsWith: null, Is.Count: 0, Not.Count: 0 })
            {
                yield return new($"{path}/ignore/{i}", "it says of no row that it is none: add \"startsWith\", \"is\" or \"not\".");
            }
        }

        for (var i = 0; i < table.Records.Count; i++)
        {
            foreach (var fault in OfRecord(table.Records[i], table, $"{path}/records/{i}", manifest, find))
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<TableMappingException> OfRecord(TableRecord record, TableDialect table, string path, PluginManifest manifest, Func<string, RecordType?> find)
    {
        if (find(record.Type) is not { } type)
        {
            yield return new($"{path}/type", $"there is no record type \"{record.Type}\": choose one of sdk/records.");
            yield break;
        }

        if (!manifest.Writes(record.Type))
        {
            yield return new($"{path}/type", $"no permission of plugin.json writes \"{record.Type}\": add one with its reason.");
        }

        if (type.Casts.Changes(manifest.VersionOf(type)))
        {
            // It was held to the version that it speaks when it was made; each of its records is held to today's.
            yield break;
        }

        foreach (var missing in type.Fields.Where(field => field.Required && !record.Fields.ContainsKey(field.Name)))
        {
            yield return new($"{path}/fields", $"\"{missing.Name}\" is missing, without which there is no {record.Type}.");
        }

        foreach (var (name, field) in record.Fields)
        {
            var here = $"{path}/fields/{name}";
            var fault = type.Fields.FirstOrDefault(known => known.Name == name) is not { } known ? $"{record.Type} has no field \"{name}\": look at sdk/records/{record.Type}.json."
                : OfKind(field, known) ?? OfSource(field, record, table) ?? OfNotation(field) ?? OfUnit(field, known);
            if (fault is not null)
            {
                yield return new(here, fault);
            }
        }
    }

    private static string? OfKind(TableField field, RecordField known) =>
        known.Children.Count > 0 || known.Item is not null ? "it holds more than one value, which a cell cannot say: leave it out."
        : known.JsonType is "number" or "integer" && field.Count.Count == 0 && field.As is not ("decimal" or "integer") && field.Debit is null ? "it is a number: add \"as\": \"decimal\" (or \"integer\")."
        : known.JsonType == "string" && (field.As is "decimal" or "integer" || field.Debit is not null || field.Count.Count > 0) ? "it is no number: leave \"as\" out."
        : known.Format == "date" && field.As != "date" ? "it is a date: add \"as\": \"date\" and \"order\"."
        : known.Format == "date-time" && field.As != "instant" ? "it is a moment: add \"as\": \"instant\" and \"order\"."
        : null;

    private static string? OfSource(TableField field, TableRecord record, TableDialect table)
    {
        var sources = new[] { field.Column is not null, field.Columns.Count > 0, field.Debit is not null || field.Credit is not null, field.Constant is not null, field.Count.Count > 0 }.Count(given => given);
        return sources > 1 ? "its value comes from several places: keep one of column, columns, debit with credit, constant and count."
            : sources == 0 && field.Above is null && field.Ask is null ? "its value comes from nowhere: add column, columns, debit with credit, constant, above, ask or count."
            : field.Debit is null != field.Credit is null ? "debit and credit stand together."
            : field.Count.Concat(field.Unless is null ? [] : [field.Unless]).FirstOrDefault(part => !record.Fields.ContainsKey(part)) is { } unknown ? $"it counts by \"{unknown}\", which is no field of this record."
            : table.Exact && field.Named.FirstOrDefault(column => !table.Header.Contains(column, StringComparer.OrdinalIgnoreCase)) is { } absent ? $"the header has no column \"{absent}\"."
            : null;
    }

    private static string? OfNotation(TableField field) =>
        field.As is "date" or "instant" && field.Order is null ? "say in which order day, month and year stand: \"order\": \"dmy\", \"mdy\" or \"ymd\"."
        : field.Zone is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _) ? $"there is no time zone \"{zone}\": write it as Europe/Paris."
        : field.Decimal is { } mark && field.Thousands?.Contains(mark, StringComparison.Ordinal) == true ? "one sign cannot be both the decimal mark and between thousands."
        : null;

    private static string? OfUnit(TableField field, RecordField known) => field.Unit switch
    {
        null => null,
        _ when known.Unit is null => "the field has no unit of its own: leave \"unit\" out.",
        var unit when unit.To != known.Unit => $"the field is in {known.Unit}: write \"to\": \"{known.Unit}\".",
        var unit when unit.Convert(1) is null => $"{unit.From} cannot be made {unit.To}.",
        _ => null,
    };
}
