using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Hub.Core.Plugins;

/// <summary>The words that a plug-in knows of its format: the texts in its manifest and in its code. They are the format's, and nobody's data.</summary>
public static partial class PluginVocabulary
{
    private const int Longest = 200;

    public static IReadOnlySet<string> Of(Plugin plugin)
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        Add(words, plugin.Manifest.Accepts.SelectMany(accept => accept.Literals));
        var entry = Path.Combine(plugin.Folder, plugin.Manifest.Entry);
        if (!File.Exists(entry))
        {
            return words;
        }

        if (plugin.Mapping is { } mapping)
        {
            Add(words, mapping.Tables.SelectMany(table => table.Header.Concat(table.Records.SelectMany(record => record.Fields.Values).SelectMany(field => field.Named))));
        }

        if (plugin.Manifest.IsFenced)
        {
            Add(words, QuotedIn(File.ReadAllText(entry)));
        }
        else
        {
            Add(words, InAssembly(entry));
        }

        foreach (var table in Directory.Exists(Path.Combine(plugin.Folder, "reference")) ? Directory.EnumerateFiles(Path.Combine(plugin.Folder, "reference")) : [])
        {
            Add(words, QuotedIn(File.ReadAllText(table)));
        }

        return words;
    }

    private static IEnumerable<string> InAssembly(string path)
    {
        using var file = File.OpenRead(path);
        using var assembly = new PEReader(file);
        var metadata = assembly.GetMetadataReader();
        var words = new List<string>();
        for (var handle = MetadataTokens.UserStringHandle(1); !handle.IsNil && metadata.GetHeapOffset(handle) < metadata.GetHeapSize(HeapIndex.UserString); handle = metadata.GetNextHandle(handle))
        {
            words.Add(metadata.GetUserString(handle));
        }

        // Tables that it carries inside: lists of codes and headings.
        words.AddRange(QuotedIn(Encoding.UTF8.GetString(Resources(assembly))));
        return words;
    }

    private static byte[] Resources(PEReader assembly)
    {
        var place = assembly.PEHeaders.CorHeader!.ResourcesDirectory;
        return place.Size == 0 ? [] : assembly.GetSectionData(place.RelativeVirtualAddress).GetContent(0, place.Size).ToArray();
    }

    private static IEnumerable<string> QuotedIn(string text) => Quoted().Matches(text).Select(match => match.Groups["text"].Value);

    private static void Add(HashSet<string> words, IEnumerable<string> texts)
    {
        foreach (var text in texts.Where(text => text.Length <= Longest))
        {
            words.Add(text.Trim());

            // Labels are written with what follows them, and headings in one line.
            words.Add(text.Trim().TrimEnd(':', ';', ',', '='));
            words.UnionWith(text.Split([';', '|', '\t', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        }
    }

    [GeneratedRegex("""(?<quote>["'])(?<text>[^"'\\\r\n]{1,200})\k<quote>""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Quoted();
}
