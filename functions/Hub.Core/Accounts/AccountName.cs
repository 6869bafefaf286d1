namespace Hub.Core.Accounts;

/// <summary>What a name may be, and how two names are compared.</summary>
public static class AccountName
{
    public const int Longest = 64;

    /// <summary>The form that is compared and stored under, or null when the name is not one.</summary>
    public static string? Fold(string? name)
    {
        var trimmed = name?.Trim();
        return string.IsNullOrEmpty(trimmed) || trimmed.Length > Longest || !trimmed.All(c => char.IsLetterOrDigit(c) || " .-_'@".Contains(c, StringComparison.Ordinal))
            ? null
            : trimmed.ToLowerInvariant();
    }

    /// <summary>A vault's id: the name as far as it fits a folder, then something that makes it the only one.</summary>
    public static string NewVaultId(string folded)
    {
        var slug = new string([.. folded.Where(char.IsAsciiLetterOrDigit).Take(24)]);
        return (slug.Length == 0 ? "vault" : slug) + "-" + Secret.Short();
    }
}
