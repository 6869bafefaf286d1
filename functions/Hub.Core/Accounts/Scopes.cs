using System.Diagnostics.CodeAnalysis;
using System.IO.Enumeration;

namespace Hub.Core.Accounts;

/// <summary>What a sign-in may do: <c>read:GLOB</c> and <c>write:GLOB</c> of record types, <c>import</c>, <c>export</c>, <c>admin</c>.</summary>
public sealed class Scopes
{
    private readonly string[] _read;
    private readonly string[] _write;

    private Scopes(IReadOnlyList<string> names)
    {
        Names = names;
        _read = Globs("read:");
        _write = Globs("write:");
    }

    /// <summary>What the person themself may do.</summary>
    public static Scopes Everything { get; } = new(["read:*", "write:*", "import", "export", "admin"]);

    public static Scopes Default { get; } = new(["read:*"]);

    public IReadOnlyList<string> Names { get; }

    public bool Import => Names.Contains("import", StringComparer.Ordinal);

    public bool Export => Names.Contains("export", StringComparer.Ordinal);

    public bool Admin => Names.Contains("admin", StringComparer.Ordinal);

    public bool ReadsAny => _read.Length > 0;

    public bool ReadsAll => _read.Contains("*", StringComparer.Ordinal);

    public bool WritesAll => _write.Contains("*", StringComparer.Ordinal);

    /// <summary>None given means that everything may be read; null when one of them is not a scope.</summary>
    public static Scopes? TryParse(IReadOnlyList<string> names) => names.Count == 0 ? Default : names.All(IsScope) ? new Scopes([.. names.Distinct(StringComparer.Ordinal)]) : null;

    public static bool IsScope(string? name) => name is "import" or "export" or "admin" || IsGlob(name, "read:") || IsGlob(name, "write:");

    public bool MayRead(string type) => Matches(_read, type);

    public bool MayWrite(string type) => Matches(_write, type);

    private static bool IsGlob([NotNullWhen(true)] string? name, string prefix) =>
        name is not null && name.StartsWith(prefix, StringComparison.Ordinal) && name.Length > prefix.Length && name.Length <= 128 &&
        name.AsSpan(prefix.Length).IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_*") < 0;

    private static bool Matches(string[] globs, string type)
    {
        foreach (var glob in globs)
        {
            if (glob == "*" || FileSystemName.MatchesSimpleExpression(glob, type, ignoreCase: false))
            {
                return true;
            }
        }

        return false;
    }

    private string[] Globs(string prefix) =>
        [.. Names.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Select(name => name[prefix.Length..])];
}
