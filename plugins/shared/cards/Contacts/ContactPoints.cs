using System.Text.Json;
using Hub.Plugins.Cards.Lines;

namespace Hub.Plugins.Cards.Contacts;

/// <summary>The numbers and addresses by which a card can be reached.</summary>
internal sealed class ContactPoints(Component card)
{
    private const int Most = 50;
    private static readonly string[] Uses = ["home", "work", "cell", "mobile", "main", "school", "other"];

    public void Write(Utf8JsonWriter data)
    {
        var points = card.Lines.Where(line => line.Name is "TEL" or "EMAIL" or "URL" or "IMPP").Select(line => (System: SystemOf(line), Value: Plain(line.Text()), Use: UseOf(line)))
            .Where(point => point.Value is { Length: <= 500 }).Distinct().Take(Most).ToList();
        if (points.Count == 0)
        {
            return;
        }

        data.WriteStartArray("telecom");
        foreach (var (system, value, use) in points)
        {
            data.WriteStartObject();
            data.WriteString("system", system);
            data.WriteString("value", value);
            data.WriteSome("use", use);
            data.WriteEndObject();
        }

        data.WriteEndArray();
    }

    private static string SystemOf(ContentLine line) => line.Name switch
    {
        "EMAIL" => "email",
        "URL" => "url",
        "IMPP" => "other",
        _ when line.Types.Any(type => type.Contains("fax", StringComparison.Ordinal)) => "fax",
        _ when line.Types.Contains("pager") => "pager",
        _ => "phone",
    };

    /// <summary>What the person wrote beside it, else what kind of place it is.</summary>
    private string? UseOf(ContentLine line)
    {
        var label = line.Group is { } group ? card.Lines.Find(other => other.Group == group && other.Name == "X-ABLABEL").Text() : null;
        var plain = label?.Replace("_$!<", "", StringComparison.Ordinal).Replace(">!$_", "", StringComparison.Ordinal).Trim();
        var use = plain is { Length: > 0 } ? plain : Array.Find(Uses, use => line.Types.Contains(use));
        return use is "cell" ? "mobile" : use?.Length > 50 ? use[..50] : use;
    }

    private static string? Plain(string? value) => value?.StartsWith("tel:", StringComparison.OrdinalIgnoreCase) == true ? value[4..] : value?.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) == true ? value[7..] : value;
}
