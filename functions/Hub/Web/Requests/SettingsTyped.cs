using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Hub.Core.Plugins;
using Hub.Core.Records;
using Hub.Sdk;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>What a person typed into a form of settings, as the JSON that the schema describes. Secrets never go back into the form.</summary>
internal static class SettingsTyped
{
    private static readonly Text Missing = new("Fill this in.", "Remplissez ce champ.");
    private static readonly Text NoNumber = new("A number is expected here.", "Un nombre est attendu ici.");

    /// <param name="kept">Secrets that may stay empty because they are there.</param>
    public static JsonElement Read(SettingsSchema settings, IFormCollection typed, IReadOnlyCollection<string> kept, FormModel form)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            foreach (var field in settings.Fields)
            {
                Write(json, field, typed[SettingView.FieldOf(field.Name)].ToString(), kept.Contains(field.Name), form);
            }

            json.WriteEndObject();
        }

        using var document = JsonDocument.Parse(body.WrittenMemory);
        return document.RootElement.Clone();
    }

    /// <summary>What is kept, as the form shows it.</summary>
    public static FormModel Shown(SettingsSchema settings, JsonElement kept)
    {
        var form = new FormModel();
        foreach (var field in settings.Fields.Where(field => !field.Secret))
        {
            // A box that was left empty is kept as that, whatever the form begins with.
            form[SettingView.FieldOf(field.Name)] = kept.TryGetProperty(field.Name, out var value) ? SettingViews.Typed(value) : "";
        }

        return form;
    }

    /// <summary>What the schema says of a field stands beside that field.</summary>
    public static void Blame(FormModel form, SettingsSchema settings, IEnumerable<RecordError> errors)
    {
        foreach (var error in errors)
        {
            var name = error.Path.Trim('/').Split('/')[0];
            var field = settings.Fields.Any(known => known.Name == name) ? SettingView.FieldOf(name) : "";
            if (form.ErrorOf(field) is null)
            {
                form.Fail(field, error.Message);
            }
        }
    }

    private static void Write(Utf8JsonWriter json, SettingField field, string text, bool isKept, FormModel form)
    {
        var at = SettingView.FieldOf(field.Name);
        if (!field.Secret)
        {
            text = text.Trim();
            form[at] = text;
        }

        var type = field.Schema.TryGetProperty("type", out var given) ? given.GetString() : null;
        if (type == "boolean")
        {
            json.WriteBoolean(field.Name, text == "true");
        }
        else if (text.Length == 0)
        {
            if (field.Required && !isKept)
            {
                form.Fail(at, Missing);
            }
        }
        else if (type is not ("number" or "integer"))
        {
            json.WriteString(field.Name, text);
        }
        else if (decimal.TryParse(text.Replace(',', '.'), NumberStyles.Number & ~NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number))
        {
            json.WriteNumber(field.Name, number);
        }
        else
        {
            form.Fail(at, NoNumber);
        }
    }
}
