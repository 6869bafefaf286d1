using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Core.Journal;
using Hub.Core.Records;
using Hub.Core.Vaults;

namespace Hub.Core.Exports;

/// <summary>
/// Takes the journal of an archive into the vault's: each line once, at the end, and marked as imported, because it is an archive's word and not this hub's.
/// What the vault has already, as its own or imported, is left out; so it can be cut short and begun again.
/// </summary>
internal sealed class ArchiveJournal(IVaultStore store)
{
    private const int MostLines = 1_000_000;
    private const int LinesAtOnce = 1000;
    private const int BytesAtOnce = 1024 * 1024;
    private const int PageSize = 200;
    private const int LongestText = 200;
    private const int ChangeLength = 1 + RecordId.Size;

    /// <summary>How often each line stands there: the same may rightly stand there twice.</summary>
    private readonly Dictionary<Hash128, int> _known = [];

    /// <returns>How many were new.</returns>
    public async Task<long> TakeAsync(ExportArchive archive, bool dryRun, CancellationToken cancellationToken)
    {
        await KnowAsync();
        var waiting = new List<JournalEntry>();
        long taken = 0;
        long bytes = 0;
        await foreach (var line in archive.JournalAsync().WithCancellation(cancellationToken))
        {
            if (taken == MostLines || Read(line.Span) is not { } entry || IsKnown(entry))
            {
                continue;
            }

            taken++;
            if (dryRun)
            {
                continue;
            }

            waiting.Add(entry);
            bytes += line.Length;
            if (waiting.Count == LinesAtOnce || bytes > BytesAtOnce)
            {
                await store.AppendJournalAsync(waiting);
                waiting.Clear();
                bytes = 0;
            }
        }

        if (waiting.Count > 0)
        {
            await store.AppendJournalAsync(waiting);
        }

        return taken;
    }

    private async Task KnowAsync()
    {
        for (var since = 0L; ;)
        {
            var page = await store.JournalAsync(new JournalQuery(since, Limit: PageSize));
            foreach (var entry in page)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(_known, SumOf(entry), out _)++;
            }

            if (page.Count < PageSize)
            {
                return;
            }

            since = page[^1].Number;
        }
    }

    private bool IsKnown(JournalEntry entry)
    {
        ref var left = ref CollectionsMarshal.GetValueRefOrNullRef(_known, SumOf(entry));
        if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref left) || left == 0)
        {
            return false;
        }

        left--;
        return true;
    }

    private static Hash128 SumOf(JournalEntry entry)
    {
        var text = $"{entry.At.ToUnixTimeMilliseconds()}\n{JournalEntry.Imported(entry.Actor)}\n{entry.Action}\n{entry.Type}\n{entry.Purpose}\n{entry.Count}\n{Convert.ToHexStringLower(entry.Changes ?? [])}";
        return Hash128.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Null when it is not a line of a journal.</summary>
    private static JournalEntry? Read(ReadOnlySpan<byte> line)
    {
        try
        {
            var json = JsonElement.Parse(line);
            var at = json.GetProperty("at").GetDateTimeOffset();
            string?[] texts = [json.GetProperty("who").GetString(), json.GetProperty("action").GetString(), json.GetProperty("type").GetString(), json.GetProperty("purpose").GetString()];
            return texts is [{ Length: > 0 } who, { } action, var type, { } purpose] && texts.All(text => text is null || (text.Length <= LongestText && !text.Any(char.IsControl)))
                ? new JournalEntry(0, at.ToUniversalTime(), JournalEntry.Imported(who), action, type, purpose, json.GetProperty("count").GetInt64(), json.TryGetProperty("changes", out var changes) ? Changes(changes) : null)
                : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            // The rest of the archive is worth having all the same.
            return null;
        }
    }

    private static byte[] Changes(JsonElement changes)
    {
        var packed = new byte[changes.GetArrayLength() * ChangeLength];
        var at = 0;
        foreach (var change in changes.EnumerateArray())
        {
            if (change.GetString() is not [var what and (>= 'a' and <= 'z'), ' ', .. var name] || !RecordId.TryParse(name, out var id))
            {
                throw new FormatException();
            }

            packed[at] = (byte)what;
            id.CopyTo(packed.AsSpan(at + 1));
            at += ChangeLength;
        }

        return packed;
    }
}
