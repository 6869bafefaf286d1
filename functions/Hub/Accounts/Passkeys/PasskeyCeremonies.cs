using System.Buffers.Text;
using System.Text.Json;
using Hub.Core.Accounts;
using Hub.Front;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Hub.Accounts;

/// <summary>Making a passkey and signing in with one. What the browser sends is checked by the framework's handler; here stands whose it is, for how long, and that each challenge counts once.</summary>
internal sealed class PasskeyCeremonies(Passkeys passkeys, AccountBook accounts, PasskeyPlace place, PasskeyTickets tickets, TimeProvider clock)
{
    private const string Making = "make";
    private const string SigningIn = "sign-in";

    public async ValueTask<PasskeyAsked> AskForNewAsync(HttpContext context)
    {
        RefuseElsewhere(context);
        var visit = context.GetVisit();
        var own = await passkeys.ListAsync(visit.Account.Id);
        if (own.Count >= Passkeys.Most)
        {
            throw new ProblemException(PasskeyProblems.TooMany);
        }

        var user = new PasskeyUser(own.Count > 0 ? own[0].Handle : Secret.NewId(), visit.Account.Name, own);
        var made = await Handler(user).MakeCreationOptionsAsync(new PasskeyUserEntity { Id = user.Handle, Name = user.Name, DisplayName = user.Name }, context);
        return new PasskeyAsked(tickets.Write(Making, visit.Session, made.AttestationState!), JsonElement.Parse(made.CreationOptionsJson));
    }

    public async ValueTask<Passkey> AddAsync(HttpContext context, string? ticket, JsonElement credential, string name)
    {
        RefuseElsewhere(context);
        var visit = context.GetVisit();
        if (tickets.Read(ticket, Making, visit.Session) is not { } state)
        {
            throw new ProblemException(PasskeyProblems.NotAdded);
        }

        var own = await passkeys.ListAsync(visit.Account.Id);
        var result = await Handler(null).PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = context, CredentialJson = credential.GetRawText(), AttestationState = state });
        if (result is not { Succeeded: true, Passkey: { } made, UserEntity: { } user } || own.Count >= Passkeys.Most || !await tickets.SpendAsync(state))
        {
            throw new ProblemException(PasskeyProblems.NotAdded);
        }

        var passkey = new Passkey(visit.Account.Id, user.Id, name, made.CredentialId, made.PublicKey, made.SignCount, made.Transports ?? [], made.IsBackupEligible, made.IsBackedUp, clock.GetUtcNow());
        return await passkeys.AddAsync(passkey) ? passkey : throw new ProblemException(PasskeyProblems.NotAdded);
    }

    /// <summary>Asks for any passkey of this hub: the device knows whose it is.</summary>
    public async ValueTask<PasskeyAsked> AskForOneAsync(HttpContext context)
    {
        RefuseElsewhere(context);
        var asked = await Handler(null).MakeRequestOptionsAsync(null, context);
        return new PasskeyAsked(tickets.Write(SigningIn, null, asked.AssertionState!), JsonElement.Parse(asked.RequestOptionsJson));
    }

    /// <summary>The account that the passkey opens, or null.</summary>
    public async ValueTask<Account?> FindAccountAsync(HttpContext context, string? ticket, JsonElement credential)
    {
        if (tickets.Read(ticket, SigningIn, null) is not { } state
            || CredentialOf(credential) is not { } id || await passkeys.FindAsync(id) is not { } passkey
            || await accounts.FindAsync(passkey.Account) is not { Closed: null } account)
        {
            return null;
        }

        var user = new PasskeyUser(passkey.Handle, account.Name, [passkey]);
        var result = await Handler(user).PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = context, CredentialJson = credential.GetRawText(), AssertionState = state });
        return result is { Succeeded: true, Passkey: { } used } && await tickets.SpendAsync(state) && await passkeys.UseAsync(passkey, used.SignCount, used.IsBackedUp) ? account : null;
    }

    private void RefuseElsewhere(HttpContext context)
    {
        if (place.FindObstacle(context) is { } obstacle)
        {
            throw new ProblemException(PasskeyProblems.NotHere(obstacle));
        }
    }

    private static byte[]? CredentialOf(JsonElement credential) =>
        credential.ValueKind == JsonValueKind.Object && credential.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String && id.GetString() is { Length: < 2048 } text && Base64Url.IsValid(text)
            ? Base64Url.DecodeFromChars(text) : null;

    private PasskeyHandler<PasskeyUser> Handler(PasskeyUser? user)
    {
        // The manager is only the handler's way to the store: none of its other parts is asked for.
        var manager = new UserManager<PasskeyUser>(new PasskeyUsers(user, passkeys), null!, null!, null!, null!, null!, null!, null!, null!);
        return new PasskeyHandler<PasskeyUser>(manager, Options.Create(new IdentityPasskeyOptions
        {
            ServerDomain = place.Host,
            UserVerificationRequirement = "required",
            ResidentKeyRequirement = "required",
            ValidateOrigin = seen => ValueTask.FromResult(!seen.CrossOrigin && place.IsOrigin(seen.Origin)),
        }));
    }
}

/// <param name="Ticket">Comes back with the browser's answer.</param>
/// <param name="Options">What navigator.credentials is given, as JSON.</param>
internal sealed record PasskeyAsked(string Ticket, JsonElement Options);
