using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Plugins.BlueButton.Mapping;
using Hub.Plugins.BlueButton.Reading;
using Hub.Plugins.Health;
using Hub.Sdk;

namespace Hub.Plugins.BlueButton;

/// <summary>Completes each record with whose it is and who states it, and hands it over.</summary>
internal sealed class RecordSaver(ConnectorContext context, Report report)
{
    /// <summary>The field without which a record says nothing, where it is not <c>display</c>; empty where any will do.</summary>
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["person.profile"] = "name",
        ["person.relative"] = "relationship",
        ["contact.person"] = "name",
        ["person.address"] = "",
        ["health.encounter"] = "",
        ["health.claim"] = "",
    };

    private readonly Dictionary<string, int> _occurrences = new(StringComparer.Ordinal);

    /// <summary>When the holder made the report, if it says so.</summary>
    public string? Produced { get; } = report.Produced is { } produced ? Dates.Read(produced, context.Zone) : null;

    public async ValueTask SaveAsync(Part part)
    {
        foreach (var (type, draft) in part.Read(context.Zone))
        {
            var record = Complete(type, draft, part);
            if (Names.GetValueOrDefault(type, "display") is { Length: > 0 } name && !record.ContainsKey(name))
            {
                await RejectAsync(part, Says.NoName);
                continue;
            }

            await context.SaveAsync(type, writer => Write(writer, record), At(part));
        }
    }

    public ValueTask RejectAsync(Part part, Text reason) => context.RejectAsync(part.Type, reason, At(part));

    private static Origin At(Part part) => new($"line {part.Line}, {part.Section.Title}");

    private JsonObject Complete(string type, JsonObject draft, Part part)
    {
        draft["source"] = part.Section.IsSelfReported ? "self" : "holder";
        draft["holder"] = part.Section.Source is "DoD" ? "DoD" : report.Holder;
        draft.SetText("account", report.Account);
        if (draft["kind"]?.ToString() == "section")
        {
            draft.SetText("issued", Produced);
        }

        if (!draft.ContainsKey("reference"))
        {
            string[] common = ["holder", "account", "source"];
            var key = string.Join('\u001f', common.Concat(NaturalKeys.Of[type]).Select(field => draft[field]?.ToString() ?? "").Prepend(type));
            draft["occurrence"] = _occurrences[key] = _occurrences.GetValueOrDefault(key) + 1;
        }

        return draft;
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
