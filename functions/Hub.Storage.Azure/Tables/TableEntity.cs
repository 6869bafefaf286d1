using System.Buffers;

namespace Hub.Storage.Azure.Tables;

/// <summary>A row: two keys, a body of bytes, and a mark by which its writer knows it again.</summary>
public sealed record TableEntity(string PartitionKey, string RowKey)
{
    /// <summary>In properties of 64 KiB. The service takes a mebibyte with its keys; Azurite counts that in Base64.</summary>
    public const int LargestBody = 11 * LargestPart;

    internal const int LargestPart = 64 * 1024;

    private const int LongestKey = 512;

    private static readonly SearchValues<char> Forbidden = SearchValues.Create([.. "/\\#?", .. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7f, 0x21)).Select(code => (char)code)]);

    public ReadOnlyMemory<byte> Body { get; init; }

    public string? Mark { get; init; }

    /// <summary>The version that was read; null of a row that was made here.</summary>
    public string? ETag { get; init; }

    /// <summary>A key as the service takes it: who makes keys out of anything else escapes it first.</summary>
    internal static string Checked(string key) =>
        key.Length <= LongestKey && key.AsSpan().IndexOfAny(Forbidden) < 0 ? key : throw new ArgumentException($"A table's keys are at most {LongestKey} characters, without / \\ # ? and control characters.", nameof(key));
}
