using System.Security.Cryptography;
using System.Text;
using Hub.Core.Files;
using Hub.Core.Vaults;

namespace Hub.Core.Exports;

/// <summary>One sum of all records and files, which anyone can compute again from an export made at the same moment.</summary>
internal static class ContentSum
{
    /// <summary>The SHA-256 of those lines of the export's SHA256SUMS that name records and files, in their order.</summary>
    public static async Task<string> OfAsync(IVaultSnapshot snapshot)
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var type in snapshot.Types)
        {
            using var sha = SHA256.Create();
            await using (var hashed = new CryptoStream(Stream.Null, sha, CryptoStreamMode.Write))
            {
                await RecordLines.WriteAsync(snapshot, type, hashed);
            }

            all.AppendData(Encoding.UTF8.GetBytes(Line(sha.Hash!, $"{ExportFormat.Records}{type}.ndjson")));
        }

        foreach (var file in snapshot.Files)
        {
            all.AppendData(Encoding.UTF8.GetBytes(Line(file.Hash[KeptFile.HashPrefix.Length..], ExportFormat.Files + file.Hash)));
        }

        return Convert.ToHexStringLower(all.GetHashAndReset());
    }

    /// <summary>As sha256sum writes and checks it.</summary>
    public static string Line(ReadOnlySpan<byte> sum, string name) => Line(Convert.ToHexStringLower(sum), name);

    private static string Line(string sum, string name) => $"{sum}  {name}\n";
}
