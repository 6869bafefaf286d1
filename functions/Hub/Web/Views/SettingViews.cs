using System.Text.Json;
using Hub.Core.Plugins;

namespace Hub.Web.Views;

/// <summary>Makes a form of a manifest's settings: their order, words, inputs and bounds come from the schema's annotations.</summary>
public static class SettingViews
{
    private const int LongestLine = 1000;

    /// <param name="kept">Secrets that were entered before, by name.</param>
    public static IReadOnlyList<SettingView> Of(SettingsSchema settings, IReadOnlyCollection<string> kept, PageContext page) =>
        [.. settings.Fields.Select(field => Of(field, kept.Contains(field.Name), page))];

    public static string Label(SettingField field, PageContext page) => Words(field.Schema, "label", page) ?? field.Name;

    /// <summary>A value as a list of facts shows it.</summary>
    public static string Show(SettingField field, JsonElement value, PageContext page) => value.ValueKind switch
    {
        JsonValueKind.True => page.L("yes", "oui"),
        JsonValueKind.False => page.L("no", "non"),
        _ when field.Schema.TryGetProperty("format", out var format) && format.ValueEquals("date") => page.Format.Partial(value.ToString()),
        _ => ValueLabel(field.Schema, value.ToString(), page),
    };

    private static SettingView Of(SettingField field, bool isKept, PageContext page)
    {
        var schema = field.Schema;
        var input = InputOf(field);
        return new SettingView
        {
            Name = field.Name,
            Label = Label(field, page),
            Help = Words(schema, "help", page),
            Placeholder = Words(schema, "placeholder", page),
            Input = input,
            Required = field.Required,
            IsKept = field.Secret && isKept,
            Choices = input == "select" ? Choices(field, page) : [],

            // Browsers fill the hub's own passphrase into any other kind of password field.
            Autocomplete = field.Secret ? "new-password" : Hub(schema, "autocomplete") is { ValueKind: JsonValueKind.String } known ? known.GetString() : null,
            Initial = schema.TryGetProperty("default", out var initial) ? Typed(initial) : null,
            Min = Raw(schema, "minimum"),
            Max = Raw(schema, "maximum"),
            Step = input != "number" ? null : IsOf(schema, "integer") ? "1" : "any",
            MinLength = Whole(schema, "minLength"),
            MaxLength = input is "text" or "url" or "password" ? Whole(schema, "maxLength") ?? LongestLine : null,
        };
    }

    /// <summary>A value as it stands in a form.</summary>
    public static string Typed(JsonElement value) => value.ValueKind == JsonValueKind.True ? "true" : value.ValueKind == JsonValueKind.False ? "" : value.ToString();

    private static string InputOf(SettingField field) => field switch
    {
        { Secret: true } => "password",
        _ when field.Schema.TryGetProperty("enum", out _) => "select",
        _ when IsOf(field.Schema, "boolean") => "checkbox",
        _ when IsOf(field.Schema, "number") || IsOf(field.Schema, "integer") => "number",
        _ => field.Schema.TryGetProperty("format", out var format) ? format.GetString() switch { "uri" => "url", "date" => "date", _ => "text" } : "text",
    };

    private static IReadOnlyList<ChoiceModel> Choices(SettingField field, PageContext page) =>
    [
        .. field.Required ? Array.Empty<ChoiceModel>() : [new ChoiceModel("", "–")],
        .. field.Schema.GetProperty("enum").EnumerateArray().Select(value => new ChoiceModel(value.ToString(), ValueLabel(field.Schema, value.ToString(), page))),
    ];

    private static string ValueLabel(JsonElement schema, string value, PageContext page) =>
        Hub(schema, "labels") is { ValueKind: JsonValueKind.Object } labels && labels.TryGetProperty(value, out var words) ? In(words, page) ?? value : value;

    private static string? Words(JsonElement schema, string name, PageContext page) => Hub(schema, name) is { ValueKind: JsonValueKind.Object } words ? In(words, page) : null;

    private static string? In(JsonElement words, PageContext page)
    {
        var said = JsonSerializer.Deserialize(words, PluginJson.Default.Words)!.In(page.Language);
        return said.Length == 0 ? null : page.L(said, said);
    }

    private static JsonElement? Hub(JsonElement schema, string name) => schema.TryGetProperty("hub", out var hub) && hub.TryGetProperty(name, out var value) ? value : null;

    private static bool IsOf(JsonElement schema, string type) => schema.TryGetProperty("type", out var given) && given.ValueEquals(type);

    private static string? Raw(JsonElement schema, string name) => schema.TryGetProperty(name, out var value) ? value.GetRawText() : null;

    private static int? Whole(JsonElement schema, string name) => schema.TryGetProperty(name, out var value) && value.TryGetInt32(out var whole) ? whole : null;
}
