using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Hub.Plugins.Ccda.Mapping;
using Hub.Plugins.Ccda.Reading;

namespace Hub.Plugins.Ccda;

/// <summary>The document as a record: who wrote it, when, and its text for people, in which stands what no entry says.</summary>
internal sealed class DocumentRecord
{
    /// <summary>A record is at most 1 MB, in which a letter that is not plain takes six.</summary>
    private const int Room = 700_000;

    private readonly StringBuilder _text = new();
    private readonly List<(string Title, string? Code)> _sections = [];
    private BodyPart? _body;
    private int _used;

    public bool IsStarted => _sections.Count > 0 || _body is not null;

    public void Add(Section section)
    {
        _sections.Add((section.Title ?? section.Code.Say("displayName") ?? section.Code.Say("code") ?? $"{section.Number}", section.Code.Say("code")));
        if (section.Text is { } text && Narrative.Of(text) is { Length: > 0 } told)
        {
            Append(section.Title is { } title ? $"{title}\n{told}\n\n" : $"{told}\n\n");
        }
    }

    public void Add(BodyPart body)
    {
        _body = body;
        Append(body.Text ?? "");
    }

    public JsonObject Draft(IReadOnlyList<XElement> header, Scope scope)
    {
        XElement? Member(string name) => header.FirstOrDefault(member => member.Name == name);

        var draft = new JsonObject();
        draft.SetText("reference", Common.Id(new XElement("document", Member("id"))));
        draft.SetText("display", Actors.Plain(Member("title")));
        Concepts.Set(draft, Member("code"), scope.Section);
        draft.SetText("display", "ClinicalDocument");
        draft.Set("kind", "ClinicalDocument");
        draft.SetText("date", Times.Find(Member("effectiveTime"), scope.Zone));
        draft.SetText("author", Values.Join(", ", header.Where(member => member.Name == "author").Select(member => Actors.Of(member.Find("assignedAuthor"))).Distinct(StringComparer.Ordinal)));
        draft.SetText("signedBy", Actors.Of(Member("legalAuthenticator").Find("assignedEntity")));
        draft.SetText("location", Actors.Name(Member("componentOf").Find("encompassingEncounter/location/healthCareFacility/location/name")));
        draft.SetText("encounterId", Common.Id(Member("componentOf").Find("encompassingEncounter")));
        draft.SetText("text", _text.ToString(), Room);
        draft.SetList("results", _sections.Select(Result), 5000);
        draft.SetList("attachments", _body is { } body ? [Attachment(body)] : [], 1);
        return draft;
    }

    private static JsonObject Result((string Title, string? Code) section)
    {
        var draft = new JsonObject();
        draft.SetText("display", section.Title, 500);
        draft.SetText("reference", section.Code);
        return draft;
    }

    private static JsonObject Attachment(BodyPart body)
    {
        var draft = new JsonObject();
        draft.SetText("contentType", body.MediaType);
        draft.SetText("url", body.Reference);
        draft.Set("size", body.Size);
        return draft;
    }

    private void Append(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            _used += Rune.IsLetterOrDigit(rune) && rune.IsAscii || rune.Value == ' ' ? 1 : rune.Value == '\n' ? 2 : 6 * rune.Utf16SequenceLength;
            if (_used > Room)
            {
                return;
            }

            _text.Append(rune);
        }
    }
}
