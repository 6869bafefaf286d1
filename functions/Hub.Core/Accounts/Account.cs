using System.Text.Json.Serialization;

namespace Hub.Core.Accounts;

/// <summary>Someone who signs in. An account is not a vault: it opens its own, and those that others let it open.</summary>
public sealed record Account
{
    /// <summary>The name as it is compared.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The passphrase's hash; null until the person has chosen one.</summary>
    public string? Passphrase { get; init; }

    /// <summary>Hashes of the recovery codes that were not used yet.</summary>
    public IReadOnlyList<string> RecoveryCodes { get; init; } = [];

    /// <summary>What an app on their phone makes codes from; null where none is set up.</summary>
    public CodeKey? CodeKey { get; init; }

    /// <summary>Whether a code is asked for after the passphrase.</summary>
    [JsonIgnore]
    public bool AsksForCode => CodeKey is { Since: not null };

    /// <summary>Ids of the vaults that are its own, nearly always one; what others let it open stands in <see cref="Accesses.AccessBook"/>.</summary>
    public required IReadOnlyList<string> Vaults { get; init; }

    public bool Admin { get; init; }

    /// <summary>Nobody's: it holds the made-up household, and may be removed by whoever runs the hub.</summary>
    public bool MadeUp { get; init; }

    /// <summary><c>en</c> or <c>fr</c>; null follows the browser.</summary>
    public string? Language { get; init; }

    public required DateTimeOffset Created { get; init; }

    /// <summary>Closed accounts open nothing; the vault stays until it is erased.</summary>
    public DateTimeOffset? Closed { get; init; }

    /// <summary>How the journal names the person.</summary>
    [JsonIgnore]
    public string Actor => "account:" + Id;
}
