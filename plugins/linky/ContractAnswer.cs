using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Hub.Sdk;

namespace Hub.Plugins.Linky;

/// <summary>A delivery point's contract, as Data Connect describes it.</summary>
internal sealed class ContractAnswer(Dictionary<string, string> values)
{
    public const string Type = "service.contract";

    private static readonly (string Field, string Leaf)[] Texts =
    [
        ("offer", "distribution_tariff"), ("segment", "segment"), ("offPeakHours", "offpeak_hours"), ("meterType", "meter_type"),
    ];

    private static readonly (string Field, string Leaf)[] Days = [("start", "last_activation_date"), ("changed", "last_distribution_tariff_change_date")];

    private static readonly FrozenDictionary<string, string> States = new Dictionary<string, string> { ["SERVC"] = "active", ["RESIL"] = "terminated" }.ToFrozenDictionary();

    /// <summary>Whether it holds a contract; an answer about the address or the person does not.</summary>
    public bool IsContract => values.ContainsKey("usage_point_id") && (values.ContainsKey("distribution_tariff") || values.ContainsKey("subscribed_power") || values.ContainsKey("contract_status"));

    public ValueTask SaveAsync(ConnectorContext context, string at) => context.SaveAsync(Type, Write, new Origin(at));

    private void Write(Utf8JsonWriter data)
    {
        data.WriteString("service", "electricity");
        data.WriteString("holder", "Enedis");
        data.WriteString("reference", values["usage_point_id"]);
        foreach (var (field, leaf) in Texts)
        {
            if (values.GetValueOrDefault(leaf) is { Length: > 0 } text and not "null")
            {
                data.WriteString(field, text);
            }
        }

        foreach (var (field, leaf) in Days)
        {
            // Dates come with an offset, "2006-05-24+02:00", which a day does not need.
            if (values.GetValueOrDefault(leaf) is { Length: >= 10 } text && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                data.WriteString(field, day.ToString("yyyy-MM-dd"));
            }
        }

        if (values.GetValueOrDefault("contract_status") is { } status)
        {
            data.WriteString("status", States.GetValueOrDefault(status, "other"));
        }

        if (Numbers.Find((values.GetValueOrDefault("subscribed_power") ?? "").Replace("kVA", "", StringComparison.OrdinalIgnoreCase).Trim()) is { } power)
        {
            data.WriteNumber("subscribedPower", power);
        }
    }
}
