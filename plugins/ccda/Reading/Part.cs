using System.Xml.Linq;

namespace Hub.Plugins.Ccda.Reading;

/// <summary>One piece of a document, in the order of the file.</summary>
internal abstract record Part;

/// <summary>A member of the header: patient, author, custodian…</summary>
internal sealed record HeaderPart(XElement Element) : Part;

/// <summary>A section, before its entries.</summary>
internal sealed record SectionPart(Section Section) : Part;

/// <summary>One entry of a section; null when it was too large to be read.</summary>
internal sealed record EntryPart(Section Section, XElement? Element) : Part
{
    public string At { get; } = $"section {Section.Number}, entry {Section.Entries}";
}

/// <summary>The body of an unstructured document: a file within the file, or a pointer to one.</summary>
/// <param name="MediaType">Its kind, as the document states it.</param>
/// <param name="Text">Its text, if it is one.</param>
/// <param name="Size">Its size in bytes, or null when it is elsewhere.</param>
/// <param name="Reference">Where it is, or null.</param>
internal sealed record BodyPart(string? MediaType, string? Text, long? Size, string? Reference) : Part;
