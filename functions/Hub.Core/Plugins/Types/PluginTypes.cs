using System.Text.Json;
using System.Text.RegularExpressions;
using Hub.Core.Records;

namespace Hub.Core.Plugins.Types;

/// <summary>Reads the record types that a plug-in brings: <c>types/ID.NAME.json</c> in its folder, under the rules of the shared ones.</summary>
internal static partial class PluginTypes
{
    public const string Folder = "types";

    private const int Most = 20;
    private const int Largest = 256 * 1024;

    /// <exception cref="RecordTypeException">One cannot be used.</exception>
    public static IReadOnlyList<RecordType> Read(PluginManifest manifest, string folder, IReadOnlySet<string> shared) =>
        manifest.Types.Count > Most ? throw new RecordTypeException(manifest.Types[Most], $"a plug-in brings at most {Most}.") : [.. manifest.Types.Select(name => Read(manifest, folder, name, shared))];

    /// <summary>Where it lies in a plug-in's folder.</summary>
    public static string FileOf(string name) => $"{Folder}/{name}.json";

    private static RecordType Read(PluginManifest manifest, string folder, string name, IReadOnlySet<string> shared)
    {
        Require(name, NameForm().Match(name) is { Success: true } parts && parts.Groups["id"].Value == manifest.Id, $"a plug-in's own types are named {manifest.Id}.NAME, in lower case.");
        Require(name, shared.All(known => !known.StartsWith(manifest.Id + ".", StringComparison.Ordinal)), $"names that begin with \"{manifest.Id}.\" are those of shared types. The plug-in needs another id.");
        Require(name, manifest.Types.Count(other => other == name) == 1, "it is named twice.");
        Require(name, !PluginFolder.IsLink(folder, FileOf(name)), "its file is a link.");
        var file = new FileInfo(Path.Combine(folder, FileOf(name)));
        Require(name, file.Exists, $"there is no {FileOf(name)}.");
        Require(name, file.Length <= Largest, "its file is larger than 256 kB.");
        var schema = File.ReadAllBytes(file.FullName);
        var type = RecordTypeReader.Read(name, schema);
        using var read = JsonDocument.Parse(schema);
        Require(name, Enumerable.Range(1, type.Major).All(version => !type.Casts.To(version).Any()), "it has casts, which only shared types have: a changed type of a plug-in is another type, with another name.");
        Require(name, TypeAnnotations.Fault(type) ?? TypeWords.Fault(read.RootElement, manifest.Languages));
        return type;
    }

    private static void Require(string name, string? fault)
    {
        if (fault is not null)
        {
            throw new RecordTypeException(name, fault);
        }
    }

    private static void Require(string name, bool condition, string fault) => Require(name, condition ? null : fault);

    [GeneratedRegex(@"^(?<id>[a-z0-9-]{2,40})\.[a-z][a-z0-9-]{0,39}\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NameForm();
}
