using System.Text;
using Hub.Core.Records;
using Hub.Sdk;

namespace Core.Tests.Records;

/// <summary>Record types and records made up on the spot.</summary>
internal static class Sample
{
    public const string Annotations = """
        "version": "1.0.0", "label": { "fr": "Essais", "en": "Trials" }, "help": { "fr": "Un essai.", "en": "A trial." },
        "family": "transactional", "domain": "bank", "origin": "observed", "sensitivity": "personal"
        """;

    /// <summary>A type that takes any member, whose identity is the member <c>key</c>.</summary>
    public static RecordType Anything { get; } = Type("trial", Field("key"), "\"identity\": [[\"key\"]]");

    public static RecordType Type(string name, string properties, string annotations, string more = "") => Load(name, $$"""
        { "type": "object", "properties": { {{properties}} }, {{more}} "hub": { {{Annotations}}, {{annotations}} } }
        """);

    public static RecordType Load(string name, string schema) => RecordTypeReader.Read(name, Encoding.UTF8.GetBytes(schema));

    public static string Field(string name, string schema = "") =>
        $$"""{{System.Text.Json.JsonSerializer.Serialize(name)}}: { {{schema}}{{(schema.Length > 0 ? "," : "")}} "hub": { "label": { "fr": "Champ", "en": "Field" }, "help": { "fr": "Un champ.", "en": "A field." } } }""";

    public static PreparedRecord Prepare(this RecordType type, string data, string time = "", string subject = "me")
    {
        var errors = new RecordErrors();
        using var scratch = new Scratch();
        return type.Prepare(Encoding.UTF8.GetBytes(data), Encoding.UTF8.GetBytes(time), subject, errors, scratch) ?? throw new InvalidOperationException(string.Join('\n', errors.Items));
    }

    public static IReadOnlyList<RecordError> Refusals(this RecordType type, string data, string time = "") => Refusals(type, Encoding.UTF8.GetBytes(data), time);

    public static IReadOnlyList<RecordError> Refusals(this RecordType type, byte[] data, string time = "")
    {
        var errors = new RecordErrors();
        using var scratch = new Scratch();
        var record = type.Prepare(data, Encoding.UTF8.GetBytes(time), "me", errors, scratch);
        return (record is null) == (errors.Count > 0) ? errors.Items : throw new InvalidOperationException("A record is refused exactly when there are errors.");
    }

    public static string Text(this PreparedRecord record) => Encoding.UTF8.GetString(record.Data.Span);

    public static IEnumerable<Text> Messages(this IEnumerable<RecordError> errors) => errors.Select(error => error.Message);
}
