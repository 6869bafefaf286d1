using Hub.Plugins.Caldav.Lines;
using Hub.Sdk;

namespace Hub.Plugins.Caldav.Contacts;

/// <summary>Saves the cards of a vCard text.</summary>
internal static class ContactText
{
    public const string Type = "contact.person";

    /// <param name="seen">How often each name came among cards without an id of their own.</param>
    public static async Task<int> SaveAsync(ConnectorContext context, Component text, Place place, Dictionary<string, int> seen)
    {
        var saved = 0;
        foreach (var card in text.Every("VCARD").Select(item => new ContactRecord(item)).Where(card => !card.IsGroup))
        {
            var origin = new Origin(place.At(card.At));
            if (card.Fault is { } fault)
            {
                await context.RejectAsync(Type, fault, origin);
                continue;
            }

            int? occurrence = (place.Reference ?? card.Uid) is null ? seen[card.Name!] = seen.GetValueOrDefault(card.Name!) + 1 : null;
            await context.SaveAsync(Type, data => card.Write(data, place, occurrence), origin);
            saved++;
        }

        return saved;
    }
}
