using Hub.Plugins.Caldav.Calendars;
using Hub.Plugins.Caldav.Contacts;
using Hub.Plugins.Caldav.Dav;
using Hub.Plugins.Caldav.Lines;
using Hub.Sdk;

namespace Hub.Plugins.Caldav;

/// <summary>Fetches calendars and contacts from any standard server, and reads the files (.ics, .vcf) that programs export.</summary>
public sealed class CaldavConnector : IConnector
{
    public async Task SyncAsync(ConnectorContext context, CancellationToken cancellationToken)
    {
        var settings = CaldavSettings.Of(context);
        var client = new DavClient(context, settings.User);
        var collections = await new Discovery(client, settings.Server).FindAsync(cancellationToken);
        var state = SyncState.Read(context.Cursor);
        var done = 0;
        foreach (var collection in collections)
        {
            await new CollectionSync(context, client, settings.Account, collection, state).RunAsync(cancellationToken);
            await context.ProgressAsync(++done, collections.Count);
        }

        await WithdrawCollectionsAsync(context, client, settings, state, collections, cancellationToken);
    }

    /// <summary>A calendar that was deleted; one that is only not named any more is left alone.</summary>
    private static async Task WithdrawCollectionsAsync(ConnectorContext context, DavClient client, CaldavSettings settings, SyncState state, IReadOnlyList<Collection> there, CancellationToken cancellationToken)
    {
        foreach (var gone in state.Collections.Except(there.Select(collection => collection.Key), StringComparer.Ordinal))
        {
            var reply = await client.SendAsync("PROPFIND", new Uri(settings.Server, gone), "0", DavNames.Propfind(DavNames.D + "resourcetype"), cancellationToken);
            if (reply.Refused == DavNames.D + "not-there")
            {
                await new Vanished(context, settings.Account).WithdrawAsync(gone);
                state.Forget(gone);
                await context.SetCursorAsync(state.ToString());
            }
        }
    }

    public async Task<HolderAccount?> ProbeAsync(ConnectorContext context, CancellationToken cancellationToken)
    {
        var settings = CaldavSettings.Of(context);
        await new Discovery(new DavClient(context, settings.User), settings.Server).FindAsync(cancellationToken);
        return new HolderAccount(settings.Account, settings.Account);
    }

    public async Task ImportAsync(ConnectorContext context, ImportFile file, CancellationToken cancellationToken)
    {
        var text = Component.Read(await TextAsync(file, cancellationToken));
        var saved = await CalendarText.SaveAsync(context, text, Place.File) + await ContactText.SaveAsync(context, text, Place.File, new(StringComparer.Ordinal));
        if (CalendarText.Others(text) is var others and > 0)
        {
            await context.LogAsync($"{others} tasks and notes left aside");
        }

        if (saved == 0 && !text.Every("VEVENT").Concat(text.Every("VCARD")).Any())
        {
            throw Says.NoCards();
        }

        if (text.Every("VEVENT").Concat(text.Every("VCARD")).Any(item => item.IsCut))
        {
            throw Says.Cut();
        }
    }

    private static async Task<string> TextAsync(ImportFile file, CancellationToken cancellationToken)
    {
        if (file.Length > ImportFile.MaxDocument)
        {
            throw Says.TooLarge();
        }

        if (ImportText.FindEncoding(file) is System.Text.UnicodeEncoding wide)
        {
            using var text = ImportText.Open(file, wide);
            return await text.ReadToEndAsync(cancellationToken);
        }

        // Unfolded first: a fold within a character would else look like another encoding.
        await using var stream = file.Open();
        using var bytes = new MemoryStream((int)file.Length);
        await stream.CopyToAsync(bytes, cancellationToken);
        var unfolded = new UnfoldedFile(file.Name, Unfolding.Bytes(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
        using var narrow = ImportText.Open(unfolded, ImportText.FindEncoding(unfolded));
        return await narrow.ReadToEndAsync(cancellationToken);
    }
}
