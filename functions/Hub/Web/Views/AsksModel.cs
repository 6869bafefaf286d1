namespace Hub.Web.Views;

/// <summary>What a plug-in reads, writes and reaches, in plain words and with its author's reasons.</summary>
public sealed record AsksModel
{
    public IReadOnlyList<Ask> Writes { get; init; } = [];

    public IReadOnlyList<Ask> Reads { get; init; } = [];

    public IReadOnlyList<Ask> Reaches { get; init; } = [];

    /// <summary>What is typed as a secret, and where it may go.</summary>
    public IReadOnlyList<Ask> Secrets { get; init; } = [];

    public bool IsEmpty => Writes.Count + Reads.Count + Reaches.Count + Secrets.Count == 0;
}

/// <param name="What">"Bank operations", "api.example.org".</param>
/// <param name="Reason">The author's.</param>
public sealed record Ask(string What, string Reason);
