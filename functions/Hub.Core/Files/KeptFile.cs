namespace Hub.Core.Files;

/// <summary>A file kept in a vault under its content's hash.</summary>
/// <param name="Hash"><c>sha256-</c> and 64 lower-case hexadecimal digits of the content.</param>
public sealed record KeptFile(string Hash, string Name, string MediaType, long Length, DateTimeOffset At)
{
    public const string HashPrefix = "sha256-";
}
