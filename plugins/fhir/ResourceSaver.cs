using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Plugins.Fhir.Mapping;
using Hub.Plugins.Fhir.Maps;
using Hub.Plugins.Fhir.Reading;
using Hub.Plugins.Health;
using Hub.Sdk;

namespace Hub.Plugins.Fhir;

/// <summary>Turns each resource into its records, or sets it aside with a reason.</summary>
internal sealed class ResourceSaver(ConnectorContext context, FileIndex index)
{
    private readonly Dictionary<string, int> _occurrences = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _passedOver = new(StringComparer.Ordinal);

    /// <summary>The code of the holder's error message, if the file holds one.</summary>
    public string? HolderError { get; private set; }

    /// <summary>The last reason for which a slice was refused before it was read.</summary>
    public Text? Refused { get; private set; }

    public int Rejects { get; private set; }

    public async ValueTask SaveAsync(JsonElement resource, string? fullUrl, string at)
    {
        List<(string Type, JsonObject Draft)> records = [];
        Text? reason = null;
        Item? item = null;
        try
        {
            item = new Item(resource, index, context.Zone, References.Host(fullUrl) ?? index.Holder);
            reason = Map(item, records);
        }
        catch (Exception exception) when (Parsed.IsBadText(exception))
        {
            records.Clear();
            reason = Says.NotJson;
        }

        var type = records.Count > 0 ? records[0].Type : "health.document";
        if (reason is not null)
        {
            await RejectAsync(type, reason, at);
            return;
        }

        foreach (var (recordType, draft) in records)
        {
            Count(recordType, draft);
            await context.SaveAsync(recordType, writer => Write(writer, draft), new Origin(at, Subject(item!)));
        }
    }

    public async ValueTask RejectAsync(string type, Text reason, string at)
    {
        Rejects++;
        Refused = reason == Says.TooDeep || reason == Says.TooLarge ? reason : Refused;
        await context.RejectAsync(type, reason, new Origin(at));
    }

    /// <summary>Says in the run's log which resources lent only their names, and how many.</summary>
    public async ValueTask LogAsync()
    {
        foreach (var (what, count) in _passedOver)
        {
            await context.LogAsync($"{what}: {count}");
        }
    }

    private Text? Map(Item item, List<(string Type, JsonObject Draft)> records)
    {
        if (item.Type == "OperationOutcome")
        {
            return Outcome(item);
        }

        if (item.Type.Length == 0)
        {
            return Says.NoResource;
        }

        if (ResourceMaps.NamesOnly.Contains(item.Type))
        {
            PassOver($"{item.Type}, used for names only");
            return null;
        }

        if (item.Type == "Claim" && item.Id is not null && index.IsCovered(item.Id))
        {
            PassOver("Claim, told by its ExplanationOfBenefit");
            return null;
        }

        var map = ResourceMaps.All.GetValueOrDefault(item.Type, Documents.Other);
        var draft = map.Apply(item);
        records.Add((map.Type, draft));
        if (ResourceMaps.Names.TryGetValue(map.Type, out var name) && !draft.ContainsKey(name))
        {
            draft.SetText(name, Words.Narrative(item.Resource.FindText("text.div"))?.Split('\n')[0]);
            if (!draft.ContainsKey(name))
            {
                return Says.NoName(item.Type);
            }
        }

        if (item.Type == "Patient")
        {
            records.AddRange(People.PatientAddresses(item).Select(address => ("person.address", address)));
            records.AddRange(People.PatientContacts(item).Select(contact => ("contact.person", contact)));
        }

        return null;
    }

    /// <summary>An error of the holder ends the run when nothing else is there; beside data it is told; a hint is only counted.</summary>
    private Text? Outcome(Item item)
    {
        var worst = item.Resource.Find("issue").FirstOrDefault(issue => issue.FindText("severity") is "error" or "fatal");
        if (worst.ValueKind != JsonValueKind.Object)
        {
            if (index.Resources == 0)
            {
                HolderError = item.Resource.FindText("issue.code") ?? "";
            }

            PassOver("OperationOutcome, a hint of the holder");
            return null;
        }

        HolderError = worst.FindText("code") ?? "";
        return index.Resources == 0 ? null : Says.HolderPart(HolderError);
    }

    private void PassOver(string what) => _passedOver[what] = _passedOver.GetValueOrDefault(what) + 1;

    private string? Subject(Item item) => index.IsAboutSeveral && item.Account is { } account
        ? index.Find($"Patient/{account}")?.Display ?? account
        : null;

    private void Count(string type, JsonObject draft)
    {
        if (draft.ContainsKey("reference"))
        {
            return;
        }

        string[] common = ["holder", "account", "source"];
        var key = string.Join('\u001f', common.Concat(NaturalKeys.Of[type]).Select(field => draft[field]?.ToString() ?? "").Prepend(type));
        draft["occurrence"] = _occurrences[key] = _occurrences.GetValueOrDefault(key) + 1;
    }

    private static void Write(Utf8JsonWriter writer, JsonObject draft)
    {
        foreach (var (name, value) in draft)
        {
            writer.WritePropertyName(name);
            value!.WriteTo(writer);
        }
    }
}
