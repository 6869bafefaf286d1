using System.Text.Json.Serialization;

namespace Hub.Core.Accesses;

/// <summary>What an account may do in a vault. The order is that of power.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<VaultRole>))]
public enum VaultRole
{
    /// <summary>Looks, searches and downloads what is shown; changes nothing.</summary>
    [JsonStringEnumMemberName("reader")]
    Reader,

    /// <summary>Does everything but erase the vault and give access on.</summary>
    [JsonStringEnumMemberName("keeper")]
    Keeper,

    /// <summary>It is their own.</summary>
    [JsonStringEnumMemberName("owner")]
    Owner,
}

/// <summary>That an account may open a vault which is not its own, for a time.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="Until">Exclusive; null until it is ended.</param>
/// <param name="GivenBy">As the journal names them.</param>
public sealed record VaultAccess(string Vault, string Account, VaultRole Role, DateTimeOffset From, DateTimeOffset? Until, string GivenBy, DateTimeOffset At)
{
    public bool IsOver(DateTimeOffset now) => Until <= now;

    public bool Opens(DateTimeOffset now) => From <= now && !IsOver(now);
}

/// <summary>A vault that no account has as its own: a child's. It has one to two keepers, until it is handed over.</summary>
public sealed record ChildVault(string Id, string Name, DateTimeOffset Created, string By);

/// <summary>A vault that an account opens, and whose it is.</summary>
public sealed record OpenedVault(string Id, string Whose, VaultRole Role, DateTimeOffset? Until);
