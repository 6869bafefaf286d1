using System.Buffers.Text;
using System.Text.Json;
using Hub.Core.Accounts;
using Hub.Core.Sources;
using Hub.Front;

namespace Hub.Accounts;

/// <summary>A challenge on its way to a browser and back.</summary>
/// <param name="Session">Whose it is, where somebody is signed in.</param>
/// <param name="State">What the framework wants to see again, the challenge among it.</param>
internal sealed record PasskeyTicket(string Purpose, string? Session, string State, DateTimeOffset Until);

/// <summary>
/// Challenges travel sealed with the browser instead of lying in the hub: a visitor who is nobody yet writes nothing here, and any process that has the hub's keys can take one. What lies
/// in the hub is that one was used, so that each counts once.
/// </summary>
internal sealed class PasskeyTickets(ISealer sealer, Spent spent, TimeProvider clock)
{
    public static readonly TimeSpan LivesFor = TimeSpan.FromMinutes(5);

    private const string Seal = "passkey";

    public string Write(string purpose, string? session, string state) =>
        Base64Url.EncodeToString(sealer.Seal(JsonSerializer.SerializeToUtf8Bytes(new PasskeyTicket(purpose, session, state, clock.GetUtcNow() + LivesFor), HubJson.Default.PasskeyTicket), Seal));

    /// <summary>The framework's state, or null when the ticket is another's, for something else, too old, or none.</summary>
    public string? Read(string? text, string purpose, string? session)
    {
        if (text is not { Length: > 0 and < 4096 } || !Base64Url.IsValid(text) || sealer.TryOpen(Base64Url.DecodeFromChars(text), Seal) is not { } opened)
        {
            return null;
        }

        var ticket = JsonSerializer.Deserialize(opened, HubJson.Default.PasskeyTicket)!;
        return ticket.Purpose == purpose && ticket.Session == session && ticket.Until > clock.GetUtcNow() ? ticket.State : null;
    }

    /// <summary>Uses the challenge up; of two that come with it one is told false.</summary>
    public ValueTask<bool> SpendAsync(string state) => spent.TryAsync("passkey " + state, LivesFor);
}
