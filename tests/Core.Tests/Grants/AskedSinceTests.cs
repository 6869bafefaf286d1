using Hub.Core.Grants;
using Hub.Core.Plugins;
using Xunit;

namespace Core.Tests.Grants;

/// <summary>A version that asks for more than was allowed asks anew, and goes on meanwhile if it can do without.</summary>
public sealed class AskedSinceTests
{
    [Fact]
    public void What_a_new_version_may_do_without_is_asked_and_does_not_stop_it()
    {
        var manifest = Manifest("2.0.0", Asks("energy.consumption", ["energy"]), Asks("water.consumption", ["volume"], optional: true));
        var before = Granted("1.0.0", new GrantedType("energy.consumption", ["energy"]));

        Assert.True(before.Covers(manifest));
        Assert.Equal(["water.consumption"], before.AskedSince(manifest).Select(asked => asked.Read));
    }

    [Fact]
    public void What_a_new_version_cannot_do_without_stops_it() =>
        Assert.False(Granted("1.0.0", new GrantedType("energy.consumption")).Covers(Manifest("2.0.0", Asks("energy.consumption", null), Asks("water.consumption", null))));

    [Fact]
    public void A_field_more_is_asked_too() =>
        Assert.Equal(["energy.consumption"], Granted("1.0.0", new GrantedType("energy.consumption", ["energy"])).AskedSince(Manifest("2.0.0", Asks("energy.consumption", ["energy", "cost"], optional: true))).Select(asked => asked.Read));

    [Fact]
    public void Who_has_seen_this_version_has_answered() =>
        Assert.Empty(Granted("2.0.0", new GrantedType("energy.consumption")).AskedSince(Manifest("2.0.0", Asks("energy.consumption", null), Asks("water.consumption", null, optional: true))));

    private static Grant Granted(string version, params GrantedType[] types) =>
        new() { Id = "1", Plugin = "made-up", Version = version, Types = types, Purpose = "test", Created = DateTimeOffset.UnixEpoch };

    private static Permission Asks(string type, IReadOnlyList<string>? fields, bool optional = false) => new() { Read = type, Fields = fields, Optional = optional, Reason = new Words() };

    private static PluginManifest Manifest(string version, params Permission[] permissions) => new()
    {
        Id = "made-up",
        Version = version,
        Sdk = 1,
        Publisher = "test",
        Licence = "MIT",
        Languages = ["en"],
        Kind = PluginKind.Application,
        Runtime = "js",
        Entry = "main.js",
        Name = new Words(),
        Summary = new Words(),
        Permissions = permissions,
    };
}
