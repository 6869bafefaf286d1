using System.Text.Json;
using Hub.Plugins.Cards.Lines;

namespace Hub.Plugins.Cards.Contacts;

/// <summary>The postal addresses of a card: the preferred or first one, then the others.</summary>
internal sealed class ContactAddresses(Component card)
{
    private const int MostOthers = 20;

    public void Write(Utf8JsonWriter data)
    {
        var addresses = card.All("ADR").Where(line => line.Parts().Any(part => part is not null)).OrderBy(line => line.Types.Contains("pref") || line.Parameter("PREF") == "1" ? 0 : 1).ToList();
        if (addresses.Count == 0)
        {
            return;
        }

        data.WritePropertyName("address");
        Write(data, addresses[0]);
        if (addresses.Count == 1)
        {
            return;
        }

        data.WriteStartArray("otherAddresses");
        addresses.Skip(1).Take(MostOthers).ToList().ForEach(address => Write(data, address));
        data.WriteEndArray();
    }

    // Post office box; extended; street; locality; region; postal code; country.
    private static void Write(Utf8JsonWriter data, ContentLine address)
    {
        var parts = address.Parts();
        data.WriteStartObject();
        data.WriteSome("line", new[] { 0, 1, 2 }.Select(part => parts.ElementAtOrDefault(part)).OfType<string>().SelectMany(part => part.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Take(10));
        data.WriteSome("city", parts.ElementAtOrDefault(3));
        data.WriteSome("state", parts.ElementAtOrDefault(4));
        data.WriteSome("postalCode", parts.ElementAtOrDefault(5));
        data.WriteSome("country", parts.ElementAtOrDefault(6));
        data.WriteSome("text", address.Parameter("LABEL")?.Trim());
        data.WriteEndObject();
    }
}
