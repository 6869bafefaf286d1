namespace Hub.Core.Notices.Mail;

/// <summary>What a server answered: its code, and its lines without it.</summary>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    public bool IsGood => Code is >= 200 and < 400;

    /// <summary>Not now, perhaps later.</summary>
    public bool IsForNow => Code is >= 400 and < 500;

    /// <summary>What the server can do beyond the least, by the names it answers EHLO with.</summary>
    public string? Offer(string name) => Lines.Skip(1).FirstOrDefault(line => line.Equals(name, StringComparison.OrdinalIgnoreCase) || line.StartsWith(name + " ", StringComparison.OrdinalIgnoreCase));
}

/// <summary>The conversation ended without the message being taken.</summary>
internal sealed class SmtpException(DeliveryOutcome outcome) : Exception($"The mail server: {outcome}.")
{
    public DeliveryOutcome Outcome { get; } = outcome;
}
