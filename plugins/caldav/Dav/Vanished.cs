using Hub.Plugins.Cards.Calendars;
using Hub.Plugins.Cards.Contacts;
using Hub.Sdk;

namespace Hub.Plugins.Caldav.Dav;

/// <summary>Tells the hub which items the server has no more. An item's address is its record's reference, so nothing has to be remembered.</summary>
internal sealed class Vanished(ConnectorContext context, string account)
{
    public async Task WithdrawAsync(string type, IReadOnlyCollection<string> references)
    {
        foreach (var reference in references)
        {
            await context.WithdrawAsync(type, data =>
            {
                data.WriteString("account", account);
                data.WriteString("reference", reference);
            }, new Origin(reference));
        }

        if (references.Count > 0)
        {
            await context.LogAsync($"{references.Count} items are gone at the holder");
        }
    }

    /// <summary>The whole collection is gone.</summary>
    public async Task WithdrawAsync(string collection)
    {
        foreach (var type in (string[])[CalendarText.Type, ContactText.Type])
        {
            await WithdrawAsync(type, await HeldAsync(type, collection));
        }
    }

    /// <summary>What this source brought from a collection and has not withdrawn since, by its address.</summary>
    public async Task<IReadOnlyCollection<string>> HeldAsync(string type, string collection)
    {
        var within = collection.TrimEnd('/') + "/";
        var found = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var record in context.HeldAsync(type))
        {
            if (record.Identity.TryGetProperty("account", out var owner) && owner.GetString() == account
                && record.Identity.TryGetProperty("reference", out var reference) && reference.GetString() is { } address && address.StartsWith(within, StringComparison.Ordinal))
            {
                found.Add(address);
            }
        }

        return found;
    }
}
