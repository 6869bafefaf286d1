using System.Text.Json.Nodes;
using Hub.Core.Plugins;
using Hub.Core.Records;

namespace Runner.Tests.Attacking;

/// <summary>Makes a plug-in of an attack, and loads it through the door that all come through.</summary>
internal static class AttackPlugin
{
    public static PluginFolder Reader { get; } = new(SchemaValidator.Compile(File.ReadAllBytes(Path.Join(Place.Root, "sdk", "plugin.schema.json"))), AttackRun.Types);

    public static Plugin Write(Attack attack, string folder, Func<string, string> fill)
    {
        var compiled = attack.Kind == "cs";
        folder = Directory.CreateDirectory(Path.Join(folder, "attacker")).FullName;
        File.WriteAllText(Path.Join(folder, "plugin.js"), fill(attack.Grown));
        if (compiled)
        {
            foreach (var file in Directory.EnumerateFiles(Place.Plugin("Attacking")))
            {
                File.Copy(file, Path.Join(folder, Path.GetFileName(file)));
            }
        }

        File.WriteAllText(Path.Join(folder, "plugin.json"), Manifest(attack, fill).ToJsonString());
        return Reader.Load(folder, "attacker", out var why) ?? throw new InvalidDataException($"{attack.File}: {why}");
    }

    private static JsonObject Manifest(Attack attack, Func<string, string> fill)
    {
        var manifest = JsonNode.Parse("""
            {
              "id": "attacker", "version": "1.0.0", "sdk": 1, "publisher": "Nobody", "licence": "MIT", "languages": ["en"], "kind": "connector", "runtime": "js", "entry": "plugin.js",
              "name": { "en": "An attack" }, "summary": { "en": "Tries to break out." },
              "settings": { "properties": {
                "password": { "type": "string", "secret": true, "hub": { "label": { "en": "Password" } } },
                "variant": { "type": "string", "hub": { "label": { "en": "Variant" } } },
                "server": { "type": "string", "hub": { "label": { "en": "Server" } } },
                "holder": { "type": "string", "hub": { "label": { "en": "Holder" } } }
              } },
              "permissions": [{ "write": "test.event", "reason": { "en": "To write." } }]
            }
            """)!.AsObject();
        var hosts = (attack.One("Hosts") ?? "{HOLDER}").Split(' ');
        foreach (var host in hosts)
        {
            manifest["permissions"]!.AsArray().Add(new JsonObject { ["host"] = fill(host), ["reason"] = new JsonObject { ["en"] = "To reach it." } });
        }

        if (attack.Mode != Hub.Wire.RunMode.Compute)
        {
            manifest["settings"]!["properties"]!["password"]!["host"] = fill(hosts[0]);
        }
        else
        {
            manifest["kind"] = "application";
            manifest["permissions"] = JsonNode.Parse("""[{ "read": "test.event", "fields": ["ref"], "reason": { "en": "To read." } }]""");
        }

        if (attack.Kind == "cs")
        {
            (manifest["runtime"], manifest["entry"]) = ("dotnet", "Attacking.dll");
            manifest["settings"]!["properties"]!["attack"] = JsonNode.Parse("""{ "type": "string", "hub": { "label": { "en": "Attack" } } }""");
        }

        return manifest;
    }
}
