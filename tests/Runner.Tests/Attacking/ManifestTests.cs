using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Core.Egress;
using Hub.Core.Plugins;
using Hub.Core.Records;
using Storage.Tests;

namespace Runner.Tests.Attacking;

/// <summary>Manifests and schemas that lie: refused when they are read, or harmless.</summary>
public sealed class ManifestTests
{
    public static TheoryData<string> Manifests => [.. Attack.All.Where(attack => attack.Kind == "json").Select(attack => attack.File)];

    [Theory]
    [MemberData(nameof(Manifests))]
    public void A_manifest_that_lies_gets_nowhere(string file)
    {
        var attack = Attack.All.Single(attack => attack.File == file);
        var text = string.Join('\n', attack.Text.Split('\n').SkipWhile(line => line.StartsWith("//", StringComparison.Ordinal)));
        if (attack.One("Type") is { } record)
        {
            Assert.False(SchemaValidator.Compile(Encoding.UTF8.GetBytes(text)).Validate(Encoding.UTF8.GetBytes(record), new RecordErrors()));
            return;
        }

        using var folder = new TempFolder();
        var plugin = Load(attack, JsonNode.Parse(text)!.AsObject(), folder.Path, out var why);
        if (attack.One("Refused") is { } refused)
        {
            Assert.Null(plugin);
            Assert.Contains(refused, why, StringComparison.Ordinal);
            return;
        }

        Assert.True(plugin is not null, why);
        Check(attack, plugin);
    }

    private static void Check(Attack attack, Plugin plugin)
    {
        if (attack.One("Recognises") is { } head)
        {
            Assert.False(plugin.Accepts(head));
        }

        if (attack.One("Settings") is { } settings)
        {
            Assert.False(plugin.Settings.Validate(Encoding.UTF8.GetBytes(settings), new RecordErrors()));
        }

        if (attack.One("Reaches") is not null)
        {
            var grants = HostGrants.Of(plugin.Manifest, JsonElement.Parse("{}"));
            Assert.All(["api.example.org", "example.org", "a.example.org", "0.0.0.0", "s3cret"], host => Assert.False(grants.Contains(new CallTarget(true, host, CallTarget.HttpsPort, "/"))));
        }
    }

    private static Plugin? Load(Attack attack, JsonObject lies, string above, out string why)
    {
        var folder = Directory.CreateDirectory(Path.Join(above, "attacker")).FullName;
        var manifest = JsonNode.Parse("""
            {
              "id": "attacker", "version": "1.0.0", "sdk": 1, "publisher": "Nobody", "licence": "MIT", "languages": ["en"], "kind": "connector", "runtime": "js", "entry": "plugin.js",
              "name": { "en": "An attack" }, "summary": { "en": "Lies." }, "permissions": []
            }
            """)!.AsObject();
        foreach (var (name, value) in lies)
        {
            manifest[name] = value?.DeepClone();
        }

        File.WriteAllText(Path.Join(folder, "plugin.json"), manifest.ToJsonString());
        if (attack.One("Link") is { } link)
        {
            var outside = Path.Join(above, "of-the-hub.txt");
            File.WriteAllText(outside, AttackRun.Canary);
            File.CreateSymbolicLink(Path.Join(folder, link), outside);
        }
        else
        {
            File.WriteAllText(Path.Join(folder, "plugin.js"), "exports.sync = function (hub) { };");
        }

        return AttackPlugin.Reader.Load(folder, "attacker", out why);
    }
}
