using System.Text.Encodings.Web;
using System.Text.Json;
using Hub.Core.Records;
using Hub.Sdk;
using Hub.Wire.Tables;

namespace Hub.Core.Plugins.Tables.Teaching;

/// <summary>Writes what a person taught as a plug-in like any other: a manifest and a mapping. It says nothing of the person.</summary>
internal static class TaughtPlugin
{
    private const string Prefix = "taught-", Entry = "mapping.json", Publisher = "Taught to a hub by a person";
    private const int LongestId = 40;

    /// <summary>What the table is called, in letters that an id may have.</summary>
    public static string IdOf(string name)
    {
        var letters = TextFolding.Fold(name).Select(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) ? c : '-');
        var slug = string.Join('-', new string([.. letters]).Split('-', StringSplitOptions.RemoveEmptyEntries));
        var id = Prefix + (slug.Length == 0 ? "table" : slug);
        return (id.Length > LongestId - 3 ? id[..(LongestId - 3)] : id).TrimEnd('-');
    }

    public static void Write(string folder, string id, string version, TableLesson lesson, TableMapping mapping, RecordTypes types)
    {
        File.WriteAllBytes(Path.Combine(folder, Entry), mapping.ToJson());
        using var file = File.Create(Path.Combine(folder, PluginFolder.ManifestName));
        using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        var writes = LessonMapping.Writes(mapping).Select(types.Get).ToList();
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("version", version);
        json.WriteNumber("sdk", SdkVersion.Major);
        json.WriteString("publisher", Publisher);
        json.WriteString("licence", "CC0-1.0");
        json.WriteStartArray("languages");
        json.WriteStringValue("en");
        json.WriteStringValue("fr");
        json.WriteEndArray();
        json.WriteString("kind", "connector");
        json.WriteString("runtime", "table");
        json.WriteString("entry", Entry);
        Write(json, "name", new Text(lesson.Name.Trim(), lesson.Name.Trim()));
        Write(json, "summary", new Text($"Reads this table into: {writes[0].Label.En}.", $"Lit ce tableau comme\u00a0: {writes[0].Label.Fr}."));
        json.WriteStartArray("accepts");
        json.WriteStartObject();
        json.WriteStartArray("extensions");
        json.WriteStringValue("." + lesson.Format);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("permissions");
        foreach (var type in writes)
        {
            json.WriteStartObject();
            json.WriteString("write", type.Name);
            if (type.Major > 1)
            {
                json.WriteNumber("version", type.Major);
            }

            Write(json, "reason", new Text("To keep what the rows of the table say.", "Pour garder ce que disent les lignes du tableau."));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, Text text)
    {
        json.WriteStartObject(name);
        json.WriteString("en", text.En);
        json.WriteString("fr", text.Fr);
        json.WriteEndObject();
    }
}
