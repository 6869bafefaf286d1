using System.Text.Json.Nodes;
using System.Xml.Linq;
using Hub.Plugins.Ccda.Maps;
using Hub.Plugins.Ccda.Reading;

namespace Hub.Plugins.Ccda.Mapping;

/// <summary>HL7's coded descriptors: a code in a system, its translations into others, and the words that somebody wrote.</summary>
internal static class Concepts
{
    /// <summary>The words for it: those of the code, those of the author, those in the text for people, those of a translation; else the code itself.</summary>
    /// <param name="text">What the statement around it says in words: better than a bare code.</param>
    public static string? Name(XElement? coded, Section section, XElement? text = null) => coded is null ? Said(text, section)
        : coded.Say("displayName") ?? Said(coded.Find("originalText"), section) ?? Said(coded, section)
            ?? coded.All("translation").Select(other => other.Say("displayName") ?? Said(other.Find("originalText"), section)).FirstOrDefault(name => name is not null)
            ?? Said(text, section) ?? Code(coded) ?? coded.All("translation").Select(Code).FirstOrDefault(code => code is not null);

    /// <summary>A text that stands here, or there where it points to.</summary>
    public static string? Said(XElement? text, Section section)
    {
        if (text is null)
        {
            return null;
        }

        var own = string.Join(' ', string.Concat(text.Nodes().OfType<XText>().Select(node => node.Value)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return own.Length > 0 ? own : section.Find(text.Find("reference").Say("value"));
    }

    /// <summary>The code, unless it only says that there is none.</summary>
    public static string? Code(XElement? coded) => coded.NullFlavor() is null && coded.Say("code") is { } code && code != "UNK" ? code : null;

    public static bool IsAssertion(XElement? coded) => coded.Say("code") == "ASSERTION";

    /// <summary>Fills <c>display</c>, <c>code</c> and <c>codeSystem</c>; what else it is called goes into the note.</summary>
    public static void Set(JsonObject draft, XElement? coded, Section section, XElement? text = null)
    {
        draft.SetText("display", Name(coded, section, text));
        var codes = (coded is null ? [] : Enumerable.Repeat(coded, 1)).Concat(coded.All("translation")).Where(one => Code(one) is not null).ToList();
        if (codes.Count == 0)
        {
            return;
        }

        draft.SetText("code", Code(codes[0]));
        draft.SetText("codeSystem", CodeSystems.Uri(codes[0].Say("codeSystem")));
        foreach (var other in codes.Skip(1).Where(other => Code(other) != Code(codes[0])))
        {
            draft.Note(string.Join(' ', new[] { "=", other.Say("codeSystemName") ?? CodeSystems.Uri(other.Say("codeSystem")), Code(other), other.Say("displayName") }.OfType<string>()));
        }
    }
}
