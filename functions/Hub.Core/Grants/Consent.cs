using Hub.Core.Journal;
using Hub.Core.Plugins;
using Hub.Core.Runs;
using Hub.Core.Vaults;

namespace Hub.Core.Grants;

/// <summary>Gives and withdraws what an application may read; each is a line in the journal, and the application computes, or stops, at once.</summary>
public sealed class Consent(RunEngine engine, TimeProvider clock)
{
    /// <summary>Gives the grant, in the place of an earlier one to the same application.</summary>
    public async ValueTask<Grant> GiveAsync(IVaultStore store, Plugin plugin, IReadOnlyList<GrantedType> types, string purpose, DateTimeOffset? expires, string actor)
    {
        var now = clock.GetUtcNow();
        foreach (var earlier in (await store.GrantsAsync()).Where(earlier => earlier.Plugin == plugin.Id && earlier.IsActive(now)))
        {
            await store.SaveGrantAsync(earlier with { Revoked = now });
        }

        var grant = new Grant { Id = RunStore.NewId(clock), Plugin = plugin.Id, Version = plugin.Manifest.Version, Types = types, Purpose = purpose, Created = now, Expires = expires };
        await store.SaveGrantAsync(grant);
        await store.AppendJournalAsync([.. types.Select(type => new JournalEntry(0, now, actor, "grant", type.Type, plugin.Id, 1))]);
        // What was there before may be allowed only now.
        await store.ForgetComputedAsync(plugin.Id);
        await engine.Recomputation.ConsiderAsync(store.VaultId);
        return grant;
    }

    /// <summary>Withdraws it: what was computed goes, and a computation under way is stopped.</summary>
    public async ValueTask WithdrawAsync(IVaultStore store, Grant grant, string actor)
    {
        var now = clock.GetUtcNow();
        await store.SaveGrantAsync(grant with { Revoked = now });
        await store.AppendJournalAsync([.. grant.Types.Select(type => new JournalEntry(0, now, actor, "revoke", type.Type, grant.Plugin, 1))]);
        foreach (var run in (await store.RunsAsync()).Where(run => run.Kind == RunKind.Compute && run.Plugin == grant.Plugin && !run.IsOver))
        {
            await engine.Queue.CancelAsync(store.VaultId, run.Id);
        }

        await store.DeleteInsightsAsync(grant.Plugin);
    }

    /// <summary>What the manifest asks to read, whole.</summary>
    public static IReadOnlyList<GrantedType> AskedBy(PluginManifest manifest) =>
        [.. manifest.Permissions.Where(permission => permission.Read is not null).Select(permission => new GrantedType(permission.Read!, permission.Fields))];

    /// <summary>Whether a choice stays within what the manifest asks for.</summary>
    public static bool IsWithin(IReadOnlyList<GrantedType> chosen, PluginManifest manifest) => chosen.All(choice =>
        AskedBy(manifest).Any(asked => asked.Type == choice.Type && (asked.Fields is null || choice.Fields?.All(field => asked.Fields.Contains(field, StringComparer.Ordinal)) == true)));
}
