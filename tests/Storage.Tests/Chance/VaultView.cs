using System.Security.Cryptography;
using System.Text;
using Hub.Core.Sources;
using Hub.Core.Vaults;

namespace Storage.Tests.Chance;

/// <summary>All that must be the same in a vault that was restored elsewhere, read through the doors that pages and programs use and not by the export's own.</summary>
internal sealed record VaultView(IReadOnlyDictionary<string, string> Records, IReadOnlyList<string> InSight, IReadOnlyList<string> InTrash, IReadOnlyList<string> Files, IReadOnlyList<string> Sources, IReadOnlyList<string> Coverage, IReadOnlyList<string> Journal)
{
    public static async Task<VaultView> OfAsync(IVaultStore store)
    {
        var records = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var id in VaultLife.All)
        {
            if (await store.FindAsync(Make.Event, id) is { } record)
            {
                records.Add(id.ToString(), Of(record));
            }
        }

        var sources = await store.SourcesAsync();
        return new VaultView(
            records,
            await store.NamesAsync(new RecordQuery(Make.Event) { Limit = 5 }),
            [.. (await store.TrashAsync(null, 1000)).Items.Select(record => record.Id.ToString()).Order(StringComparer.Ordinal)],
            await FilesAsync(store),
            [.. sources.Select(source => $"{source.Id} {source.Label} {source.Paused}").Order(StringComparer.Ordinal)],
            [.. (await store.CoverageAsync()).Where(item => item.Count > 0).Select(item => $"{item.Type} {item.Source} {item.Count}").Order(StringComparer.Ordinal)],
            await JournalAsync(store));
    }

    /// <summary>The first thing that differs, or null.</summary>
    public string? Difference(VaultView other) =>
        Differ("records", Records.Select(record => record.Key + " " + record.Value).Order(StringComparer.Ordinal), other.Records.Select(record => record.Key + " " + record.Value).Order(StringComparer.Ordinal))
        ?? Differ("in sight", InSight, other.InSight) ?? Differ("trash", InTrash, other.InTrash) ?? Differ("files", Files, other.Files) ?? Differ("sources", Sources, other.Sources) ?? Differ("coverage", Coverage, other.Coverage);

    public static string? Differ(string what, IEnumerable<string> expected, IEnumerable<string> found)
    {
        var (left, right) = (expected.ToList(), found.ToList());
        return left.SequenceEqual(right, StringComparer.Ordinal) ? null : $"{what}: only before [{string.Join(" | ", left.Except(right))}], only after [{string.Join(" | ", right.Except(left))}], {left.Count} and {right.Count}";
    }

    /// <summary>Of what was removed for good the time is nobody's business any more.</summary>
    private static string Of(StoredRecord record) =>
        $"{(record.Removed ? "removed" : record.Withdrawn ? "withdrawn" : record.Deleted ? "deleted" : "live")} {(record.Removed ? "" : record.Time.ToString())} {record.Subject} {Encoding.UTF8.GetString(record.Data.Span)} {Encoding.UTF8.GetString(record.ProvenanceJson)}";

    private static async Task<IReadOnlyList<string>> FilesAsync(IVaultStore store)
    {
        var files = new List<string>();
        foreach (var file in await store.FilesAsync())
        {
            await using var content = await store.OpenFileAsync(file.Hash);
            files.Add($"{file.Hash} {file.Name} {file.At:O} {Convert.ToHexStringLower(await SHA256.HashDataAsync(content))}");
        }

        return [.. files.Order(StringComparer.Ordinal)];
    }

    /// <summary>Each line without whose word it is.</summary>
    private static async Task<IReadOnlyList<string>> JournalAsync(IVaultStore store)
    {
        var lines = new List<string>();
        for (var since = 0L; ;)
        {
            var page = await store.JournalAsync(new(since, Limit: 500));
            lines.AddRange(page.Select(entry => $"{entry.At:O} {entry.Actor} {entry.Action} {entry.Type} {entry.Purpose} {entry.Count} {Convert.ToHexStringLower(entry.Changes ?? [])}"));
            if (page.Count < 500)
            {
                return lines;
            }

            since = page[^1].Number;
        }
    }
}
