using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace House.Tests;

/// <summary>One page names everything that a plug-in can do or be asked, and nothing else is there.</summary>
public sealed partial class ExtensionPointsTests
{
    private static readonly string Page = Tree.Read("docs/extension-points.md");
    private static readonly HashSet<string> Named = [.. Quoted().Matches(Page).SelectMany(quote => Word().Matches(quote.Groups["text"].Value)).Select(word => word.Value)];
    private static readonly Assembly Sdk = typeof(Hub.Sdk.IConnector).Assembly;

    [Fact]
    public void Every_public_type_of_the_SDK_is_named() => Assert.Empty(Sdk.GetExportedTypes().Select(type => type.Name).Except(Named, StringComparer.Ordinal));

    [Fact]
    public void Every_member_that_a_plugin_implements_or_is_handed_is_named()
    {
        Type[] types = [typeof(Hub.Sdk.IConnector), typeof(Hub.Sdk.IApplication), typeof(Hub.Sdk.RunContext), typeof(Hub.Sdk.ConnectorContext), typeof(Hub.Sdk.ApplicationContext)];
        var members = types.SelectMany(type => type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)).Where(member => member is PropertyInfo or MethodInfo { IsSpecialName: false }).Select(member => member.Name);
        Assert.Empty(members.Except(Named, StringComparer.Ordinal));
    }

    [Fact]
    public void Every_key_of_the_manifest_is_named() =>
        Assert.Empty(JsonElement.Parse(Tree.Read("sdk/plugin.schema.json")).GetProperty("properties").EnumerateObject().Select(key => key.Name).Where(key => key != "$schema").Except(Named, StringComparer.Ordinal));

    [Fact]
    public void Every_member_that_a_script_is_handed_is_named()
    {
        var typings = Tree.Read("sdk/js/hub.d.ts");
        var members = new[] { "RunHub", "ConnectorHub", "ApplicationHub", "ImportFile" }
            .SelectMany(name => ScriptMember().Matches(Regex.Match(typings, $@"interface {name}( extends \w+)? \{{(?<body>.*?)\n\}}", RegexOptions.Singleline).Groups["body"].Value)).Select(member => member.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        Assert.True(members.Count > 20, "the typings are written in another way now");
        Assert.Empty(members.Except(Named, StringComparer.Ordinal));
    }

    [GeneratedRegex("`(?<text>[^`\n]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    [GeneratedRegex(@"^  (readonly )?(?<name>\w+)[(:]", RegexOptions.Multiline)]
    private static partial Regex ScriptMember();
}
