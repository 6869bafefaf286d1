using System.Collections.Concurrent;
using Hub.Core.Journal;
using Hub.Core.Vaults;
using Hub.Front;

namespace Hub.Vaults;

/// <summary>
/// Writes into a vault's journal that somebody else looks at it, and at what: before the first look of a minute is answered, and once for each thing in a minute. What records they were shown is counted beside it, as for the owner.
/// </summary>
public sealed class Looks(TimeProvider clock)
{
    private const int MostRemembered = 10_000;

    private readonly ConcurrentDictionary<(string Vault, string Actor, string What, string? Type, long Minute), bool> _noted = new();

    public async ValueTask NoteAsync(HttpContext context, IVaultStore store, string actor)
    {
        var now = clock.GetUtcNow();
        var type = context.Request.RouteValues["type"] as string;

        // The route and not the address: an address may hold contents.
        var what = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
        var look = (store.VaultId, actor, what, type, now.ToUnixTimeSeconds() / 60);
        if (_noted.ContainsKey(look))
        {
            return;
        }

        await store.AppendJournalAsync([new JournalEntry(0, now, actor, "look", type, (context.Request.IsApi() ? Purposes.Api : Purposes.Pages) + " /" + what.TrimStart('/'), 0)]);
        if (_noted.Count >= MostRemembered)
        {
            _noted.Clear();
        }

        _noted[look] = true;
    }
}
