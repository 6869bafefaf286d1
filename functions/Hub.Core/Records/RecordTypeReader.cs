using System.Text.Json;
using Hub.Core.Records.Casts;
using Hub.Sdk;

namespace Hub.Core.Records;

/// <summary>Reads a record type's file: compiles its schema and reads the annotations under <c>hub</c>.</summary>
internal static class RecordTypeReader
{
    public static RecordType Read(string name, byte[] schema)
    {
        try
        {
            using var document = SchemaCompiler.Parse(schema);
            var type = Read(name, schema, new SchemaValidator(SchemaCompiler.Compile(document.RootElement)), document.RootElement);
            CastReader.RequireSameRecords(type);
            return type;
        }
        catch (SchemaException exception)
        {
            throw new RecordTypeException(name, exception.Message, exception);
        }
        catch (Exception exception) when (exception is InvalidOperationException or KeyNotFoundException)
        {
            throw new RecordTypeException(name, "an annotation is missing or of the wrong kind.", exception);
        }
    }

    private static RecordType Read(string name, byte[] schema, SchemaValidator validator, JsonElement root)
    {
        Require(name, validator.Root.Types == SchemaTypes.Object && root.TryGetProperty("properties", out _), "its schema is not one of an object with properties.");
        Require(name, !root.TryGetProperty("$id", out var id) || id.GetString() == name, "its $id is not its name.");
        Require(name, root.TryGetProperty("hub", out var hub), "it has no annotations (hub).");
        var properties = root.GetProperty("properties");
        string Field(string field)
        {
            Require(name, properties.TryGetProperty(field, out _), $"its annotations name a field that it does not have: {field}.");
            return field;
        }

        string Word(string key)
        {
            Require(name, hub.TryGetProperty(key, out _), $"it does not state its {key}.");
            return hub.GetProperty(key).GetString()!;
        }

        Text Words(string key) => RecordFieldReader.FindText(hub, key) ?? throw new RecordTypeException(name, $"it has no {key}.");
        var columns = hub.TryGetProperty("columns", out var list) ? list.EnumerateArray().Select(column => Field(column.GetString()!)).ToList() : [];
        var fields = new RecordFieldReader(name, root).Read(root);
        return new(name, schema, validator, Time(hub, Field), Identity(name, hub, Field))
        {
            Version = Word("version"),
            Casts = CastReader.Read(name, hub, RecordType.MajorOf(Word("version"))),
            Label = Words("label"),
            Help = Words("help"),
            Domain = Word("domain"),
            Family = Word("family"),
            Sensitivity = Word("sensitivity"),
            Origin = Word("origin"),
            Health = Find(hub, "health"),
            TitleField = Find(hub, "title") is { } title ? Field(title) : null,
            Columns = columns,
            Fields = [.. columns.Select(column => fields.First(field => field.Name == column)), .. fields.Where(field => !columns.Contains(field.Name))],
            Chart = hub.TryGetProperty("chart", out var chart) ? Chart(chart, Field) : null,
            Series = hub.TryGetProperty("series", out var series) ? new(Field(series.GetProperty("step").GetString()!), [.. series.GetProperty("of").EnumerateArray().Select(field => Field(field.GetString()!))]) : null,
            DirectionField = Find(hub, "direction") is { } direction ? Field(direction) : null,
        };
    }

    private static TimeRule? Time(JsonElement hub, Func<string, string> field) =>
        hub.TryGetProperty("time", out var time) ? new(field(time.GetProperty("field").GetString()!), Find(time, "precision") ?? "instant") : null;

    private static ChartRule Chart(JsonElement chart, Func<string, string> field) => new(
        chart.GetProperty("kind").GetString()!,
        Find(chart, "value") is { } value ? field(value) : null,
        chart.GetProperty("fn").GetString()!,
        Find(chart, "group") is { } group ? field(group) : null);

    private static IdentityRule Identity(string name, JsonElement hub, Func<string, string> field)
    {
        Require(name, hub.TryGetProperty("identity", out var alternatives), "it does not say what identifies a record.");
        var rule = new IdentityRule([.. alternatives.EnumerateArray().Select(fields => (IReadOnlyList<IdentityField>)[.. fields.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String
            ? new IdentityField(field(item.GetString()!), Fold: false)
            : new IdentityField(field(item.GetProperty("field").GetString()!), item.TryGetProperty("fold", out var fold) && fold.GetBoolean()))])]);
        Require(name, rule.Alternatives.Count is > 0 and < 256 && rule.Alternatives.All(fields => fields.Count > 0), "an identity has no field.");
        return rule;
    }

    private static string? Find(JsonElement element, string key) => element.TryGetProperty(key, out var value) ? value.GetString() : null;

    private static void Require(string name, bool condition, string why)
    {
        if (!condition)
            throw new RecordTypeException(name, why);
    }
}
