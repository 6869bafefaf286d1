using System.Text.Json.Nodes;
using Hub.Core.Plugins;
using Hub.Core.Records;
using Hub.Testing;
using Xunit;

namespace Core.Tests.Plugins;

/// <summary>A manifest that no hub could do is refused when it is loaded.</summary>
public sealed class ManifestFaultTests
{
    private const string TwoHosts = """{ "permissions": [{ "host": "a.example.org", "reason": {} }, { "host": "b.example.org", "reason": {} }], "settings": { "properties": { "key": { "type": "string", "secret": true, "hub": { "label": {} } } } } }""";

    private static readonly PluginFolder Reader = new(
        SchemaValidator.Compile(File.ReadAllBytes(Path.Combine(Repository.Root, "sdk", "plugin.schema.json"))), RecordTypes.Load(Repository.RecordTypeFiles));

    [Theory]
    [InlineData("""{ "permissions": [{ "write": "mobility.rental", "reason": {} }] }""", "there is no record type \"mobility.rental\"")]
    [InlineData("""{ "permissions": [{ "read": "mobility.rental", "reason": {} }] }""", "there is no record type \"mobility.rental\"")]
    [InlineData("""{ "types": ["mobility.rental"] }""", "are named odd.NAME")]
    [InlineData("""{ "types": ["odd.rental"] }""", "there is no types/odd.rental.json")]
    [InlineData("""{ "types": ["odd.Rental"] }""", "plugin.json, /types/0")]
    [InlineData("""{ "permissions": [{ "write": "odd.rental", "reason": {} }] }""", "which \"types\" does not name")]
    [InlineData("""{ "schedule": "daily" }""", "no ISO 8601 duration")]
    [InlineData("""{ "schedule": "PT1M" }""", "from PT15M to P366D")]
    [InlineData(TwoHosts, "\"key\" does not say to which")]
    [InlineData("""{ "settings": { "properties": { "key": { "type": "string", "secret": true, "host": "c.example.org", "hub": { "label": {} } } } } }""", "which no permission names")]
    public void What_no_hub_could_do_is_said(string change, string reason)
    {
        Assert.Null(Load(JsonNode.Parse(change)!.AsObject(), out var why));
        Assert.Contains(reason, why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "schedule": "PT15M" }""")]
    [InlineData("""{ "schedule": "P366D", "types": [] }""")]
    [InlineData("""{ "permissions": [{ "host": "a.example.org", "reason": {} }], "settings": { "properties": { "key": { "type": "string", "secret": true, "hub": { "label": {} } } } } }""")]
    public void What_a_hub_can_do_is_loaded(string change) => Assert.NotNull(Load(JsonNode.Parse(change)!.AsObject(), out _));

    [Fact]
    public void A_secret_may_name_one_of_several_hosts()
    {
        var manifest = JsonNode.Parse(TwoHosts)!.AsObject();
        manifest["settings"]!["properties"]!["key"]!["host"] = "b.example.org";
        var plugin = Load(manifest, out var why);
        Assert.True(plugin is not null, why);
        Assert.Equal("b.example.org", plugin.Manifest.HostOf(plugin.Settings.Secrets.Single()));
    }

    private static Plugin? Load(JsonObject change, out string why)
    {
        using var made = new MadePlugin("odd", change: manifest =>
        {
            foreach (var (name, value) in change)
            {
                manifest[name] = value!.DeepClone();
            }
        });
        return Reader.Load(made.Folder, made.Id, out why);
    }
}
