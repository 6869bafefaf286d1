using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Hub.Core.Exports;
using Hub.Core.Runs;
using Hub.Core.Vaults;

namespace Storage.Tests;

/// <summary>Exports and restores of vaults, and exports as somebody made them who means harm.</summary>
internal static class Archives
{
    private static readonly DateTimeOffset When = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task<byte[]> ExportAsync(this IVaultStore store)
    {
        using var export = new MemoryStream();
        await new ExportWriter(Make.Types, TimeProvider.System).WriteAsync(store, export);
        return export.ToArray();
    }

    /// <summary>The run, as the vault then holds it.</summary>
    public static async Task<Run> RestoreAsync(this IVaultStore store, byte[] archive, bool dryRun = false)
    {
        var run = new Run { Id = RunStore.NewId(TimeProvider.System), Kind = RunKind.Restore, DryRun = dryRun, Actor = "account:ada", Created = DateTimeOffset.UtcNow };
        await using (var artifact = await store.CreateArtifactAsync(RestoreWork.NameOf(run.Id)))
        {
            await artifact.WriteAsync(archive);
        }

        run = await new RestoreWork(Make.Types, new RunEvents(), TimeProvider.System).RunAsync(store, run, default);
        await store.SaveRunAsync(run);
        return run;
    }

    public static SortedDictionary<string, byte[]> Unpack(byte[] archive)
    {
        using var zip = new ZipArchive(new MemoryStream(archive));
        var members = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var entry in zip.Entries)
        {
            using var content = new MemoryStream();
            using var from = entry.Open();
            from.CopyTo(content);
            members.Add(entry.FullName, content.ToArray());
        }

        return members;
    }

    /// <summary>With the sums that belong to it, unless it brings its own.</summary>
    public static byte[] Pack(IEnumerable<KeyValuePair<string, byte[]>> members, Action<ZipArchiveEntry>? mark = null, bool sums = true)
    {
        var all = members.Where(member => !sums || member.Key != ExportFormat.Sums).ToList();
        if (sums)
        {
            all.Add(new(ExportFormat.Sums, Encoding.UTF8.GetBytes(string.Concat(all.Select(member => $"{Convert.ToHexStringLower(SHA256.HashData(member.Value))}  {member.Key}\n")))));
        }

        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in all)
            {
                var entry = zip.CreateEntry(name);
                entry.LastWriteTime = When;
                mark?.Invoke(entry);
                using var to = entry.Open();
                to.Write(content);
            }
        }

        return packed.ToArray();
    }

    public static byte[] Change(byte[] archive, Action<SortedDictionary<string, byte[]>> change, Action<ZipArchiveEntry>? mark = null)
    {
        var members = Unpack(archive);
        change(members);
        return Pack(members, mark);
    }
}
