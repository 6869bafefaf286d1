using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hub.Testing;

/// <summary>A small plug-in of nobody's, made in a temporary folder.</summary>
public sealed class MadePlugin : IDisposable
{
    private readonly string _above = Directory.CreateTempSubdirectory("hub-plugin-").FullName;

    public MadePlugin(string id, string version = "1.0.0", string script = "exports.importFile = function (hub, file) {};", Action<JsonObject>? change = null)
    {
        Id = id;
        Directory.CreateDirectory(Folder);
        var manifest = JsonNode.Parse($$"""
            {
              "id": "{{id}}", "version": "{{version}}", "sdk": 1, "publisher": "A stranger", "licence": "MIT", "languages": ["en", "fr"],
              "kind": "connector", "runtime": "js", "entry": "plugin.js",
              "name": { "en": "Notes of a stranger", "fr": "Notes d'un inconnu" }, "summary": { "en": "Reads notes.", "fr": "Lit des notes." },
              "holders": [{ "name": "Me", "country": "ZZ", "site": "https://example.org", "domain": "energy", "steps": { "en": ["Write."], "fr": ["Écrivez."] }, "data": ["energy.consumption"] }],
              "accepts": [{ "extensions": [".txt"], "literals": ["Notes of {{id}}"] }],
              "permissions": [{ "write": "energy.consumption", "reason": { "en": "To keep what you noted.", "fr": "Pour garder ce que vous avez noté." } }]
            }
            """)!.AsObject();
        change?.Invoke(manifest);
        File.WriteAllText(Path.Combine(Folder, "plugin.json"), manifest.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
        File.WriteAllText(Path.Combine(Folder, "plugin.js"), script);
    }

    public string Id { get; }

    /// <summary>The folder that holds the plug-in's and nothing else.</summary>
    public string Above => _above;

    public string Folder => Path.Combine(_above, Id);

    /// <summary>Asks for one more host.</summary>
    public static void ReachOut(JsonObject manifest) => manifest["permissions"]!.AsArray().Add(JsonNode.Parse("""{ "host": "api.example.org", "reason": { "en": "To fetch more.", "fr": "Pour en chercher plus." } }"""));

    public void Dispose() => Directory.Delete(_above, recursive: true);
}
