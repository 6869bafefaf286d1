using System.Text;
using Hub.Core.Runs;
using Hub.Core.Sources;
using Hub.Core.Vaults;

namespace Hub.Core.Files;

/// <summary>What still needs a kept file.</summary>
public static class FileUse
{
    private const int HashLength = 71;

    /// <summary>Takes out of the set what some record came from, or names in its own fields: a document, an invoice.</summary>
    internal static async Task StrikeUsedAsync(IVaultStore store, HashSet<string> files)
    {
        if (files.Count == 0)
        {
            return;
        }

        await using var snapshot = await store.SnapshotAsync();
        foreach (var record in snapshot.Types.SelectMany(snapshot.Records))
        {
            files.Remove(record.Provenance.Raw ?? "");
            Strike(files, record.Data.Span);
        }
    }

    /// <summary>Those that no record, deleted or not, no run and no source names.</summary>
    public static async Task<IReadOnlySet<string>> UnnamedAsync(IVaultStore store, IEnumerable<string> hashes)
    {
        var files = hashes.ToHashSet(StringComparer.Ordinal);
        files.ExceptWith((await store.SourceFilesAsync()).Select(file => file.Hash));
        foreach (var hash in files.ToList())
        {
            if (await store.FindReadingAsync(hash) is not null)
            {
                files.Remove(hash);
            }
        }

        await StrikeUsedAsync(store, files);
        return files;
    }

    /// <summary>Deletes those that no record needs, and that no import which still stands was read from. False when one of them has to stay.</summary>
    internal static async Task<bool> TryDropAsync(IVaultStore store, IReadOnlySet<string> hashes)
    {
        var files = hashes.ToHashSet(StringComparer.Ordinal);
        files.ExceptWith(await store.StandingFilesAsync());
        await StrikeUsedAsync(store, files);
        if (files.Count > 0)
        {
            await store.ForgetLookedAsync();
        }

        foreach (var hash in files)
        {
            await store.DeleteFileAsync(hash);
        }

        return files.Count == hashes.Count;
    }

    private static void Strike(HashSet<string> files, ReadOnlySpan<byte> record)
    {
        for (int at; (at = record.IndexOf("sha256-"u8)) >= 0 && record.Length - at >= HashLength; record = record[(at + 1)..])
        {
            files.Remove(Encoding.ASCII.GetString(record.Slice(at, HashLength)));
        }
    }
}
