using Hub.Plugins.Caldav.Dav;
using Hub.Sdk;

namespace Hub.Plugins.Caldav;

/// <summary>Fetches calendars and contacts from any standard server.</summary>
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
}
