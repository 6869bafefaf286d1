using Hub.Accounts;
using Hub.Core.Accesses;
using Hub.Core.Records;
using Hub.Core.Vaults;
using Hub.Front;

namespace Hub.Vaults;

/// <summary>
/// The one place that decides which vault a request works on and whether it may: the one that <c>Hub-Vault</c> names, else the one that the browser looks at, else the account's own. The gate asks
/// it before any route is reached, so a route can open only what was decided here. Programs open the vaults of their own account only.
/// </summary>
public sealed class VaultDoor(VaultPool pool, RecordTypes types, AccessBook accesses, Looks looks, PublicAddress address)
{
    public const string Header = "Hub-Vault";

    public RecordTypes Types => types;

    public static string IdOf(HttpContext context) => context.GetVaultVisit().Id;

    /// <summary>Decides on the request's vault, and refuses what its caller may not do there.</summary>
    public ValueTask EnterAsync(HttpContext context, Visit visit)
    {
        var asked = context.Request.Headers[Header];
        var named = asked.Count > 0 ? asked.ToString() : visit.IsSession ? VaultInView.Read(context.Request) : null;
        return named is not null || (visit.IsSession && !context.Request.IsApi())
            ? EnterAsync(context, visit, named, isHeader: asked.Count > 0)
            : Enter(context, Own(visit));
    }

    /// <summary>An account's vault is made when it is first opened.</summary>
    /// <param name="context">The request.</param>
    /// <param name="fresh">As <see cref="VaultPool.OpenAsync"/> has it.</param>
    public ValueTask<VaultHandle> OpenAsync(HttpContext context, bool fresh = true)
    {
        var vault = context.GetVaultVisit();
        return vault.IsOwn ? pool.OpenAsync(vault.Id, create: true, fresh) : OpenOtherAsync(context, vault, fresh);
    }

    /// <summary>For a request that only commits batches.</summary>
    public ValueTask<VaultHandle> OpenToCommitAsync(HttpContext context) => OpenAsync(context, fresh: false);

    /// <summary>The record type that the route names.</summary>
    public RecordType TypeOf(HttpContext context) => types.Find((string)context.Request.RouteValues["type"]!) ?? throw new ProblemException(Problems.NoSuchType);

    private static VaultUse UseOf(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<VaultRule>()?.Use ?? (Antiforgery.IsSafe(context.Request.Method) ? VaultUse.Looks : VaultUse.Keeps);

    private static VaultVisit Own(Visit visit) =>
        visit.Account.Vaults is [var first, ..] ? new VaultVisit(first, VaultRole.Owner, visit.Account.Name, null, []) : throw new ProblemException(Problems.NoSuchVault);

    private static ValueTask Enter(HttpContext context, VaultVisit vault)
    {
        context.Features.Set(vault);
        return ValueTask.CompletedTask;
    }

    private async ValueTask EnterAsync(HttpContext context, Visit visit, string? named, bool isHeader)
    {
        var use = UseOf(context);
        var own = Own(visit);
        if (visit.IsSession && !context.Request.IsApi())
        {
            own = own with { Others = await accesses.OpenedByAsync(visit.Account.Id) };
        }

        // Whatever happens next, what is shown of it is for the own vault.
        context.Features.Set(own);
        if (named is null || (use == VaultUse.Account && !Antiforgery.IsSafe(context.Request.Method)))
        {
            return;
        }

        if (visit.Account.Vaults.Contains(named, StringComparer.Ordinal))
        {
            context.Features.Set(own with { Id = named });
            return;
        }

        var role = visit.IsSession ? await accesses.FindRoleAsync(named, visit.Account.Id) : null;
        if (role is null)
        {
            if (isHeader)
            {
                throw new ProblemException(Problems.NoSuchVault);
            }

            VaultInView.Clear(context, address);
            if (use != VaultUse.Account)
            {
                throw new ProblemException(Problems.AccessEnded);
            }

            return;
        }

        var opened = (await accesses.OpenedByAsync(visit.Account.Id)).FirstOrDefault(vault => vault.Id == named);
        context.Features.Set(new VaultVisit(named, role.Value, opened?.Whose ?? named, opened?.Until, own.Others));
        if (use == VaultUse.Owns || (use == VaultUse.Keeps && role == VaultRole.Reader))
        {
            throw new ProblemException(use == VaultUse.Owns ? Problems.OwnerNeeded : Problems.KeeperNeeded);
        }
    }

    /// <summary>Another's vault: it is in the journal before anything is shown, and looked at anew each time, since streams stay open for minutes.</summary>
    private async ValueTask<VaultHandle> OpenOtherAsync(HttpContext context, VaultVisit vault, bool fresh)
    {
        var visit = context.GetVisit();
        if (await accesses.FindRoleAsync(vault.Id, visit.Account.Id) is not { } role || role < vault.Role)
        {
            throw new ProblemException(Problems.AccessEnded);
        }

        var handle = await pool.OpenAsync(vault.Id, create: true, fresh);
        try
        {
            if (UseOf(context) != VaultUse.Account)
            {
                await looks.NoteAsync(context, handle.Store, visit.Actor);
            }

            return handle;
        }
        catch
        {
            await handle.DisposeAsync();
            throw;
        }
    }
}
