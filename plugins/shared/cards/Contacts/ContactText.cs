using Hub.Plugins.Cards.Lines;
using Hub.Sdk;

namespace Hub.Plugins.Cards.Contacts;

/// <summary>Saves cards.</summary>
internal sealed class ContactText(ConnectorContext context, Place place)
{
    public const string Type = "contact.person";

    /// <summary>How often each name came among cards without an id of their own.</summary>
    private readonly Dictionary<string, int> _seen = new(StringComparer.Ordinal);

    /// <summary>How many cards were lists of others, which are nobody.</summary>
    public int Groups { get; private set; }

    /// <summary>Saves a text that is held whole.</summary>
    public static async Task SaveAsync(ConnectorContext context, string text, Place place)
    {
        var cards = new ContactText(context, place);
        foreach (var item in Components.Read(text))
        {
            await cards.SaveAsync(item);
        }
    }

    public async ValueTask SaveAsync(Component item)
    {
        if (item.Name != "VCARD")
        {
            return;
        }

        var card = new ContactRecord(item);
        if (card.IsGroup)
        {
            Groups++;
            return;
        }

        var origin = new Origin(place.At(card.At));
        if (card.Fault is { } fault)
        {
            await context.RejectAsync(Type, fault, origin);
            return;
        }

        int? occurrence = (place.Reference ?? card.Uid) is null ? _seen[card.Name!] = _seen.GetValueOrDefault(card.Name!) + 1 : null;
        await context.SaveAsync(Type, data => card.Write(data, place, occurrence), origin);
    }
}
