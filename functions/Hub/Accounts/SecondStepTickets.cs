using System.Buffers.Text;
using System.Text.Json;
using Hub.Core.Sources;
using Hub.Front;

namespace Hub.Accounts;

/// <summary>That somebody gave this account's passphrase a moment ago, and the code is still to come.</summary>
internal sealed record SecondStepTicket(string Account, DateTimeOffset Until);

/// <summary>Carries a half-done sign-in from the page of the passphrase to that of the code, sealed: the passphrase does not travel twice, and the hub keeps nothing for who is nobody yet.</summary>
internal sealed class SecondStepTickets(ISealer sealer, TimeProvider clock)
{
    private const string Seal = "second-step";

    public static readonly TimeSpan LivesFor = TimeSpan.FromMinutes(5);

    public string Write(string account) =>
        Base64Url.EncodeToString(sealer.Seal(JsonSerializer.SerializeToUtf8Bytes(new SecondStepTicket(account, clock.GetUtcNow() + LivesFor), HubJson.Default.SecondStepTicket), Seal));

    /// <summary>The account, or null when the ticket is too old, or none.</summary>
    public string? Read(string? text) =>
        text is { Length: > 0 and < 2048 } && Base64Url.IsValid(text) && sealer.TryOpen(Base64Url.DecodeFromChars(text), Seal) is { } opened
        && JsonSerializer.Deserialize(opened, HubJson.Default.SecondStepTicket) is { } ticket && ticket.Until > clock.GetUtcNow() ? ticket.Account : null;
}
