using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Hub.Core.Plugins;
using Hub.Core.Records;

namespace House.Tests;

/// <summary>Each of our plug-in folders is one that a stranger could take as an example.</summary>
public sealed partial class PluginFolderTests
{
    private static readonly SchemaValidator Schema = SchemaValidator.Compile(File.ReadAllBytes(Tree.PathOf("sdk/plugin.schema.json")));
    private static readonly RecordTypes Types = RecordTypes.Load(Tree.Under("sdk/records").Where(file => file.EndsWith(".json", StringComparison.Ordinal)).Select(Tree.PathOf));

    /// <summary>Sources that several plug-ins link into their own assemblies.</summary>
    private const string Shared = "plugins/shared";

    public static TheoryData<string> Folders => [.. new[] { "plugins", "docs/examples" }.SelectMany(above => Tree.FoldersOf(above).Select(name => $"{above}/{name}")).Where(folder => folder != Shared)];

    [Theory]
    [MemberData(nameof(Folders))]
    public void The_manifest_follows_its_schema(string folder)
    {
        var errors = new RecordErrors();
        Assert.True(Schema.Validate(File.ReadAllBytes(Tree.PathOf($"{folder}/plugin.json")), errors), string.Join('\n', errors.Items));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void The_folder_is_named_as_its_id_and_holds_the_usual_files(string folder)
    {
        Assert.Equal(Path.GetFileName(folder), Manifest(folder).Id);
        Assert.All(["icon.svg", "README.md"], file => Assert.Contains($"{folder}/{file}", Tree.Files));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void The_entry_is_the_assembly_that_is_built_or_the_script_or_mapping_that_is_there(string folder)
    {
        if (Manifest(folder).Runtime == "js")
        {
            // It runs without a build: who has no Node has the plug-in all the same.
            Assert.Equal("plugin.js", Manifest(folder).Entry);
            Assert.Contains($"{folder}/plugin.js", Tree.Files);
            return;
        }

        if (Manifest(folder).Runtime == "table")
        {
            Assert.Equal("mapping.json", Manifest(folder).Entry);
            Assert.Contains($"{folder}/mapping.json", Tree.Files);
            return;
        }

        var project = Assert.Single(Tree.Under(folder), file => file.EndsWith(".csproj", StringComparison.Ordinal));
        var named = XDocument.Parse(Tree.Read(project)).Descendants("AssemblyName").SingleOrDefault()?.Value ?? Path.GetFileNameWithoutExtension(project);
        Assert.Equal($"bin/{named}.dll", Manifest(folder).Entry);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Every_sentence_is_there_in_both_languages(string folder)
    {
        var manifest = Manifest(folder);
        Assert.Equal(["en", "fr"], manifest.Languages.Order(StringComparer.Ordinal));
        AssertBoth(manifest.Name, "name");
        AssertBoth(manifest.Summary, "summary");
        Assert.All(manifest.Permissions, permission => AssertBoth(permission.Reason, "permissions"));
        if (manifest.Kind == PluginKind.Application)
            AssertBoth(manifest.Purpose!, "purpose");
        Assert.All(manifest.Holders, holder =>
        {
            Assert.Equal(["en", "fr"], holder.Steps.Keys.Order(StringComparer.Ordinal));
            Assert.Equal(holder.Steps["en"].Count, holder.Steps["fr"].Count);
        });
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void It_asks_for_types_that_exist_once_each_and_says_one_thing_a_permission(string folder)
    {
        var manifest = Manifest(folder);
        Assert.NotEmpty(manifest.Permissions);
        Assert.All(manifest.Permissions, permission => Assert.Single(new[] { permission.Read, permission.Write, permission.Host }, what => what is not null));
        var types = manifest.Permissions.Select(permission => permission.Read ?? permission.Write).OfType<string>().ToList();
        Assert.All(types, type => Assert.NotNull(Types.Find(type)));
        Assert.Equal(types.Distinct(StringComparer.Ordinal), types);
        Assert.All(manifest.Holders.SelectMany(holder => holder.Data), type => Assert.Contains(type, types));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_connector_says_which_files_it_reads_or_which_host_it_asks_and_who_gives_them(string folder)
    {
        var manifest = Manifest(folder);
        Assert.Equal(manifest.Kind == PluginKind.Connector, manifest.Accepts.Count > 0 || manifest.Permissions.Any(permission => permission.Host is not null));
        Assert.Equal(manifest.Kind == PluginKind.Connector, manifest.Holders.Count > 0);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void The_README_ends_with_a_checklist(string folder)
    {
        var last = Headings().Matches(Tree.Read($"{folder}/README.md"))[^1];
        Assert.Equal("Checklist", last.Groups[1].Value);
        Assert.Matches("(?m)^(- )?(done|to do|exempt): ", Tree.Read($"{folder}/README.md")[last.Index..]);
    }

    private static PluginManifest Manifest(string folder) => JsonSerializer.Deserialize(Tree.Read($"{folder}/plugin.json"), PluginJson.Default.PluginManifest)!;

    private static void AssertBoth(Words words, string place)
    {
        Assert.NotNull(words);
        Assert.True(words.Keys.Order(StringComparer.Ordinal).SequenceEqual(["en", "fr"], StringComparer.Ordinal), $"{place}: {string.Join(", ", words.Keys)}");
        Assert.All(words.Values, Assert.NotEmpty);
    }

    [GeneratedRegex("^#+ (.+?)\\s*$", RegexOptions.Multiline)]
    private static partial Regex Headings();
}
