using System.Text.Json.Nodes;

namespace Hub.Testing;

/// <summary>A plug-in of nobody's that brings a record type of its own: what was harvested in a garden.</summary>
public static class GardenPlugin
{
    public const string Type = "garden.harvest";

    public const string Notes = "Notes of garden\n2026-05-01;radish;0.25;3.10\n2026-05-02;leek;1.5;\nno day;leek;1;\n";

    private const string Script = """
        exports.importFile = function (hub, file) {
          file.eachLine(function (line, number) {
            var part = line.split(";");
            if (number > 1 && part.length > 1) {
              var harvest = { day: part[0], crop: part[1], weight: part[2] };
              if (part[3]) { harvest.worth = part[3]; harvest.currency = "EUR"; }
              hub.save("garden.harvest", harvest, { at: "line " + number });
            }
          });
        };
        """;

    /// <param name="change">What is otherwise in its manifest.</param>
    public static MadePlugin Make(string version = "1.0.0", Action<JsonObject>? change = null, Action<JsonObject>? schema = null)
    {
        var plugin = new MadePlugin("garden", version, Script, manifest =>
        {
            manifest["types"] = new JsonArray(Type);
            manifest["holders"]![0]!["data"] = new JsonArray(Type);
            manifest["permissions"] = JsonNode.Parse($$"""[{ "write": "{{Type}}", "reason": { "en": "To keep your harvests.", "fr": "Pour garder vos récoltes." } }]""");
            change?.Invoke(manifest);
        });
        var described = Schema();
        schema?.Invoke(described);
        Write(plugin, Type, described);
        return plugin;
    }

    public static void Write(MadePlugin plugin, string type, JsonNode schema)
    {
        Directory.CreateDirectory(Path.Combine(plugin.Folder, "types"));
        File.WriteAllText(Path.Combine(plugin.Folder, "types", type + ".json"), schema.ToJsonString());
    }

    public static JsonObject Schema() => JsonNode.Parse("""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "additionalProperties": false, "required": ["day", "crop", "weight"],
          "properties": {
            "day": { "type": "string", "format": "date", "hub": { "label": { "en": "Day", "fr": "Jour" }, "help": { "en": "When it was harvested.", "fr": "Quand cela a été récolté." } } },
            "crop": { "type": "string", "enum": ["radish", "leek"], "hub": { "label": { "en": "Crop", "fr": "Culture" }, "help": { "en": "What grew.", "fr": "Ce qui a poussé." }, "labels": { "radish": { "en": "Radish", "fr": "Radis" }, "leek": { "en": "Leek", "fr": "Poireau" } } } },
            "weight": { "type": "number", "minimum": 0, "hub": { "label": { "en": "Weight", "fr": "Poids" }, "help": { "en": "In kilograms.", "fr": "En kilogrammes." }, "unit": "kg" } },
            "worth": { "type": "number", "hub": { "label": { "en": "Worth", "fr": "Valeur" }, "help": { "en": "At the market.", "fr": "Au marché." }, "currency": "currency" } },
            "currency": { "type": "string", "pattern": "^[A-Z]{3}$", "hub": { "label": { "en": "Currency", "fr": "Devise" }, "help": { "en": "Of the worth.", "fr": "De la valeur." } } }
          },
          "hub": {
            "version": "1.0.0", "label": { "en": "Harvests", "fr": "Récoltes" }, "help": { "en": "What a garden gave.", "fr": "Ce qu'un jardin a donné." },
            "identity": [["day", "crop"]], "time": { "field": "day", "precision": "date" }, "family": "transactional", "domain": "purchase", "origin": "observed", "sensitivity": "ordinary",
            "title": "crop", "columns": ["day", "crop", "weight", "worth"], "chart": { "kind": "bars", "value": "weight", "fn": "sum", "group": "crop" }
          },
          "examples": [{ "day": "2026-05-01", "crop": "radish", "weight": 0.25, "worth": 3.1, "currency": "EUR" }]
        }
        """)!.AsObject();
}
