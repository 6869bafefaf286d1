namespace Hub.Core.Checks;

/// <summary>Something beside the vaults that a check looks at.</summary>
public interface ICheckedPlace
{
    FindingKind Kind { get; }

    /// <summary>What is wrong there, as ids; empty when nothing is.</summary>
    ValueTask<IReadOnlyList<string>> LookAsync(CancellationToken cancellationToken);

    ValueTask MendAsync(CancellationToken cancellationToken);
}
