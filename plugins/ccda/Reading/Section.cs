using System.Xml.Linq;

namespace Hub.Plugins.Ccda.Reading;

/// <summary>A section of a document: what it is about, and its text for people, to which entries point.</summary>
/// <param name="number">Which of the document.</param>
/// <param name="nullFlavor">Why it says nothing, or null.</param>
internal sealed class Section(int number, string? nullFlavor)
{
    private Dictionary<string, XElement>? _byId;

    public int Number => number;

    public string? NullFlavor => nullFlavor;

    public XElement? Code { get; set; }

    public string? Title { get; set; }

    public XElement? Text { get; set; }

    public int Entries { get; set; }

    /// <summary>What stands in the text under an id such as <c>#problem1</c>, or null.</summary>
    public string? Find(string? reference)
    {
        if (Text is null || reference is not ['#', _, ..])
        {
            return null;
        }

        if (_byId is null)
        {
            _byId = new(StringComparer.Ordinal);
            foreach (var element in Text.Descendants().Where(element => element.Attribute("ID") is not null))
            {
                _byId.TryAdd(element.Attribute("ID")!.Value, element);
            }
        }

        return _byId.TryGetValue(reference[1..], out var found) ? Narrative.Line(found) : null;
    }
}
