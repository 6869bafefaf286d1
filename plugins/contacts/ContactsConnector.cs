using Hub.Plugins.Cards;
using Hub.Plugins.Cards.Contacts;
using Hub.Plugins.Cards.Lines;
using Hub.Sdk;

namespace Hub.Plugins.Contacts;

/// <summary>Reads the address books (.vcf) that telephones, mail programs and services export, card by card.</summary>
public sealed class ContactsConnector : IConnector
{
    /// <inheritdoc/>
    public async Task ImportAsync(ConnectorContext context, ImportFile file, CancellationToken cancellationToken)
    {
        var text = new CardFile(file);
        var contacts = new ContactText(context, Place.File);
        var cards = 0;
        foreach (var item in text.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            cards += item.Name == "VCARD" ? 1 : 0;
            await contacts.SaveAsync(item);
        }

        if (contacts.Groups > 0)
        {
            await context.LogAsync($"{contacts.Groups} lists of cards left aside");
        }

        if (cards == 0)
        {
            throw new RunException(Outcome.NotMyFile, Says.NoCards);
        }

        if (text.IsCut)
        {
            throw new RunException(Outcome.Truncated, Says.Cut);
        }
    }
}
