using System.Text.Json.Nodes;
using System.Xml.Linq;
using Hub.Plugins.Ccda.Mapping;
using Hub.Plugins.Ccda.Maps;
using Hub.Plugins.Ccda.Reading;

namespace Hub.Plugins.Ccda;

/// <summary>Turns the pieces of a document into records, one by one.</summary>
internal sealed class RecordReader(ClinicalReader reader, TimeZoneInfo zone)
{
    private readonly List<XElement> _header = [];
    private readonly DocumentRecord _document = new();
    private readonly SortedDictionary<string, int> _dropped = new(StringComparer.Ordinal);
    private bool _isHeaderTold;
    private string? _account;
    private string? _holder;

    /// <summary>When the holder wrote the document, or null.</summary>
    public string? Produced => Times.Find(_header.Find(member => member.Name == "effectiveTime"), zone);

    public bool IsEmpty => !_document.IsStarted && Patient is null;

    /// <summary>What says of itself that it says nothing: why, and how often.</summary>
    public IReadOnlyDictionary<string, int> Dropped => _dropped;

    private XElement? Patient => _header.Find(member => member.Name == "recordTarget").Find("patientRole");

    public IEnumerable<Told> Read()
    {
        foreach (var part in reader.Read())
        {
            if (part is HeaderPart member)
            {
                _header.Add(member.Element);
                continue;
            }

            foreach (var told in TellHeader())
            {
                yield return told;
            }

            foreach (var told in Tell(part))
            {
                yield return told;
            }
        }

        foreach (var told in TellHeader())
        {
            yield return told;
        }
    }

    /// <summary>The document itself, with the text of all its sections that were read; null when nothing was.</summary>
    public Told? Document() => IsEmpty ? null : Of("health.document", _document.Draft(_header, Outside()), "header");

    private IEnumerable<Told> Tell(Part part)
    {
        switch (part)
        {
            case SectionPart { Section: var section }:
                _document.Add(section);
                if (section.NullFlavor is { } nothing)
                {
                    Drop($"section without information ({nothing})");
                }

                return [];
            case BodyPart body:
                _document.Add(body);
                return [];
            case EntryPart { Element: null } tooLarge:
                return [new Told("health.document", null, Says.TooLarge, tooLarge.At)];
            default:
                return Entry((EntryPart)part);
        }
    }

    private IEnumerable<Told> Entry(EntryPart entry)
    {
        var scope = new Scope(entry.Section, Topics.Of(entry.Section), zone);
        var harvest = new Harvest();
        var statements = entry.Element!.Statements().ToList();
        statements.ForEach(statement => Statements.Map(statement, scope, harvest));
        harvest.Dropped.ForEach(Drop);
        if (statements.Count == 0)
        {
            Drop("entry without a statement");
        }

        return harvest.Records.Select(record => Of(record.Type, record.Draft, entry.At)).Concat(harvest.Faults.Select(fault => new Told(fault.Type, null, fault.Reason, entry.At)));
    }

    private IEnumerable<Told> TellHeader()
    {
        if (_isHeaderTold)
        {
            return [];
        }

        _isHeaderTold = true;
        _account = Patient.All("id").Where(id => id.NullFlavor() is null).Select(id => id.Say("extension") ?? id.Say("root")).FirstOrDefault(id => id is { Length: <= 256 });
        _holder = Actors.Name(_header.Find(member => member.Name == "custodian").Find("assignedCustodian/representedCustodianOrganization/name"));
        var told = new List<(string Type, JsonObject Draft)>();
        if (Patient is { } patient)
        {
            told.AddRange(new[] { People.Profile(patient, Outside()) }.OfType<JsonObject>().Select(draft => ("person.profile", draft)));
            told.AddRange(People.Addresses(patient).Select(draft => ("person.address", draft)));
            told.AddRange(People.Contacts(patient, _header, Outside()).Select(draft => ("contact.person", draft)));
        }

        var encounter = Encounters.OfHeader(_header.Find(member => member.Name == "componentOf").Find("encompassingEncounter"), Outside());
        told.AddRange(new[] { encounter }.OfType<JsonObject>().Select(draft => ("health.encounter", draft)));
        return told.Select(record => Of(record.Type, record.Draft, "header"));
    }

    private Told Of(string type, JsonObject draft, string at)
    {
        draft.SetText("account", _account);
        draft.SetText("holder", _holder);
        draft["source"] = "holder";
        return new Told(type, draft, null, at);
    }

    private Scope Outside() => new(new Section(0, null), Topic.Other, zone);

    private void Drop(string what) => _dropped[what] = _dropped.GetValueOrDefault(what) + 1;
}
