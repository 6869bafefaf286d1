using Hub.Front;
using Hub.Vaults;
using Microsoft.AspNetCore.Http.Features;

namespace Hub.Accounts;

/// <summary>Stands before every route: finds out who calls and which vault it works on, and lets in only what the route's <see cref="AccessRule"/> and the vault's door allow.</summary>
internal sealed class Gate(RequestDelegate next, Visits visits, Confirming confirming, VaultDoor vaults, PublicAddress address, TimeProvider clock)
{
    private const int LargestOpenBody = 64 * 1024;

    public Task InvokeAsync(HttpContext context)
    {
        // No route, or a route of another method: the framework's 404 and 405 say nothing that needs guarding.
        if (context.GetEndpoint() is not RouteEndpoint endpoint)
        {
            return next(context);
        }

        var access = endpoint.Metadata.GetMetadata<AccessRule>()?.Access ?? throw new InvalidOperationException($"The route {endpoint.RoutePattern.RawText} does not say who may call it.");
        if (SecretOf(context.Request, address) is not { } secret)
        {
            return AdmitAsync(context, access, null);
        }

        var finding = visits.FindAsync(secret);
        return finding.IsCompletedSuccessfully ? AdmitAsync(context, access, finding.Result) : FindAndAdmitAsync(context, access, finding);
    }

    private static string? SecretOf(HttpRequest request, PublicAddress address)
    {
        var authorization = request.Headers.Authorization.ToString();
        if (authorization.Length > 0)
        {
            // A header that is not ours must not fall back to a cookie: the caller means to be somebody else.
            return authorization.StartsWith("Bearer hub_", StringComparison.OrdinalIgnoreCase) ? authorization["Bearer ".Length..] : "";
        }

        return SessionCookie.Read(request, address);
    }

    private async Task FindAndAdmitAsync(HttpContext context, Access access, ValueTask<Visit?> finding) => await AdmitAsync(context, access, await finding);

    private Task AdmitAsync(HttpContext context, Access access, Visit? visit)
    {
        if (visit is not null)
        {
            context.Features.Set(visit);
        }

        if (access == Access.Open)
        {
            return AdmitKnownAsync(context, access, visit);
        }

        if (visit is null)
        {
            return RefuseAsync(context);
        }

        var entering = vaults.EnterAsync(context, visit);
        return entering.IsCompletedSuccessfully ? AdmitKnownAsync(context, access, visit) : EnterAndAdmitAsync(context, access, visit, entering);
    }

    private async Task EnterAndAdmitAsync(HttpContext context, Access access, Visit visit, ValueTask entering)
    {
        await entering;
        await AdmitKnownAsync(context, access, visit);
    }

    private Task AdmitKnownAsync(HttpContext context, Access access, Visit? visit)
    {
        if (access != Access.Open)
        {
            if (FindRefusal(context, access, visit!) is { } problem)
            {
                // Asked only once the form is known to be this session's own: nobody confirms what another site sent.
                return problem == Problems.FreshSignInNeeded ? AdmitFormAsync(context, visit, stale: true) : throw new ProblemException(problem);
            }
        }

        if (!Antiforgery.IsSafe(context.Request.Method) && !context.Request.IsApi() && !context.Request.HasFormContentType)
        {
            throw new ProblemException(Problems.UnsupportedMediaType);
        }

        if (access == Access.Open && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            // Nobody has signed in yet: names and passphrases are all that may come.
            size.MaxRequestBodySize = LargestOpenBody;
        }

        // What is open acts for nobody, so it needs no session's code: that the browser says it comes from this site is enough.
        return Antiforgery.IsSafe(context.Request.Method) || visit is { IsSession: false } ? next(context) : AdmitFormAsync(context, access == Access.Open ? null : visit);
    }

    private async Task AdmitFormAsync(HttpContext context, Visit? visit, bool stale = false)
    {
        var own = Antiforgery.IsOwnSite(context.Request, address);
        if (own && visit is not null)
        {
            await LargeForms.RefuseAsync(context);
        }

        if (!own || (visit?.Antiforgery is { } expected && !await Antiforgery.CarriesTokenAsync(context.Request, expected)))
        {
            throw new ProblemException(Problems.ForgedForm);
        }

        if (visit is not null && context.Request.HasFormContentType && context.FindVaultVisit() is { } vault)
        {
            await VaultInView.RequireAsync(context, vault.Id);
        }

        if (stale)
        {
            await confirming.AskAsync(context);
        }

        await next(context);
    }

    private static Task RefuseAsync(HttpContext context)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) && !request.IsApi() && request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
            context.Response.Headers.Location = $"{request.PathBase}/sign-in{QueryString.Create("to", request.Path.Value ?? "/")}";
            return Task.CompletedTask;
        }

        throw new ProblemException(Problems.SignInNeeded);
    }

    private Problem? FindRefusal(HttpContext context, Access access, Visit visit)
    {
        var type = context.Request.RouteValues["type"] as string;
        return access switch
        {
            Access.Read => (type is null ? visit.Scopes.ReadsAny : visit.Scopes.MayRead(type)) ? null : Problems.ScopeNeeded("read:" + (type ?? "*")),
            Access.Write => visit.Scopes.MayWrite(type!) ? null : Problems.ScopeNeeded("write:" + type),
            Access.Import => visit.Scopes.Import ? null : Problems.ScopeNeeded("import"),
            Access.Export => visit.Scopes.Export ? null : Problems.ScopeNeeded("export"),
            Access.Session => visit.IsSession ? null : Problems.SessionNeeded,
            Access.FreshSession => !visit.IsSession ? Problems.SessionNeeded : visit.IsFresh(clock) ? null : Problems.FreshSignInNeeded,
            Access.AdminSession => !visit.IsSession ? Problems.SessionNeeded : visit.Account.Admin ? null : Problems.AdminNeeded,
            Access.FreshAdminSession => !visit.IsSession ? Problems.SessionNeeded : !visit.Account.Admin ? Problems.AdminNeeded : visit.IsFresh(clock) ? null : Problems.FreshSignInNeeded,
            _ => null,
        };
    }
}
