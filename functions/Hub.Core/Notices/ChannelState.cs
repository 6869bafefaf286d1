namespace Hub.Core.Notices;

/// <summary>How a person's channel is doing, and what is on its way. Only who holds the lease writes it.</summary>
public sealed record ChannelState
{
    public DateTimeOffset? LastTold { get; init; }

    public DateTimeOffset? FailedSince { get; init; }

    public DeliveryOutcome? Failure { get; init; }

    public DateTimeOffset? LastDigest { get; init; }

    public DateTimeOffset? LastTest { get; init; }

    public IReadOnlyList<Outgoing> Outbox { get => field ?? []; init; } = [];
}

/// <summary>
/// A message that was decided on and is not known to have arrived. It is kept before it is sent, under the id that it is sent with each time: a hub that is killed in between
/// sends it again, and the receiver can tell that it is the same.
/// </summary>
public sealed record Outgoing
{
    public required string Id { get; init; }

    public required bool IsUrgent { get; init; }

    /// <summary>Ids of the notices in it.</summary>
    public required IReadOnlyList<string> Notices { get; init; }

    public required DateTimeOffset Made { get; init; }

    public int Attempts { get; init; }

    public DateTimeOffset? Tried { get; init; }

    /// <summary>Not before then.</summary>
    public DateTimeOffset Next { get; init; }
}
