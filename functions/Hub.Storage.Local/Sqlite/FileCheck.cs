using Hub.Core.Checks;
using Hub.Core.Files;

namespace Hub.Storage.Local.Sqlite;

/// <summary>What a look at a kept content came to.</summary>
/// <param name="Wrong">Null when nothing is.</param>
/// <param name="Length">How long the content is.</param>
internal readonly record struct FileLook(FindingKind? Wrong, long Length = 0)
{
    public string Tell(KeptFile file) => Wrong switch
    {
        FindingKind.FileMissing => $"File {file.Hash} is missing.",
        FindingKind.FileLength => $"File {file.Hash} has {Length} bytes, the vault says {file.Length}.",
        _ => $"File {file.Hash} does not match its hash, or cannot be unpacked.",
    };
}

/// <summary>A content that the vault does not list.</summary>
/// <param name="Place">Where it lies.</param>
internal sealed record StrayFile(string Hash, string Place)
{
    /// <summary>What was just put there is about to be listed.</summary>
    public static readonly TimeSpan Settled = TimeSpan.FromMinutes(15);

    /// <summary>As it is listed again; null when nothing names it.</summary>
    public KeptFile? Listed { get; init; }

    public FindingKind Kind => Listed is null ? FindingKind.FileStray : FindingKind.FileUnlisted;
}
