using System.Security.Cryptography;
using System.Text;

namespace Hub.Core.Notices;

/// <summary>What somebody is told about a source, or about the hub that they run.</summary>
public enum NoticeKind
{
    Question,
    CredentialsRefused,
    ConsentExpired,
    ConsentEnding,
    AllowanceEnding,
    ActionNeeded,
    Failing,
    StaleFile,
    BackupFailing,
}

/// <summary>
/// Something that a person is to know, from the moment it is so until it is so no more. Its id follows from what it is about, so that the same thing is told once however
/// often it is found.
/// </summary>
public sealed record Notice
{
    public required string Account { get; init; }

    public required string Vault { get; init; }

    public required NoticeKind Kind { get; init; }

    public string? Source { get; init; }

    /// <summary>The run that asks, or that found it out.</summary>
    public string? Run { get; init; }

    /// <summary>The key of the question.</summary>
    public string? Question { get; init; }

    public required DateTimeOffset Since { get; init; }

    /// <summary>Not worth a word before then: it may pass.</summary>
    public required DateTimeOffset Due { get; init; }

    public DateTimeOffset? Told { get; init; }

    /// <summary>A question is a thing of its own each time it is asked; the rest is one thing for each source, whichever run finds it.</summary>
    internal string Id => $"{Account}/{Hash(Kind == NoticeKind.Question ? $"{Vault}\n{Kind}\n{Run}\n{Question}\n{Since.ToUnixTimeMilliseconds()}" : $"{Vault}\n{Kind}\n{Source}")}";

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
