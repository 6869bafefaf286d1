using Hub.Core.Journal;
using Hub.Core.Records;
using Hub.Core.Vaults;

namespace Hub.Core.Runs;

/// <summary>Which records a run changed, as the journal has it.</summary>
internal static class RunJournal
{
    private const int Page = 20;
    private const int ChangeLength = 17;

    public static string PurposeOf(string run) => $"run {run}";

    /// <summary>Each record once, in the order of the run's first change to it. What is of a type that this hub does not know is left out.</summary>
    public static IAsyncEnumerable<RecordWrite> UndosAsync(IVaultStore store, RecordTypes types, string run) => UndosAsync(store, types, run, (1, long.MaxValue - 1));

    /// <summary>The same for each of the runs that a run is made of, the last first. Where their lines stand is looked up once, so that a part costs its own lines and not the whole journal.</summary>
    public static async IAsyncEnumerable<(string Part, IAsyncEnumerable<RecordWrite> Undos)> UndosOfPartsAsync(IVaultStore store, RecordTypes types, Run run)
    {
        var spans = await store.JournalSpansAsync(PurposeOf(run.Id));
        foreach (var part in Undoing.PartsOf(run))
        {
            if (spans.TryGetValue(PurposeOf(part), out var span))
            {
                yield return (part, UndosAsync(store, types, part, span));
            }
        }
    }

    private static async IAsyncEnumerable<RecordWrite> UndosAsync(IVaultStore store, RecordTypes types, string run, (long First, long Last) span)
    {
        var seen = new HashSet<RecordId>();
        for (var since = span.First - 1; ;)
        {
            var lines = await store.JournalAsync(new JournalQuery(since, Limit: Page, Before: span.Last + 1, Purpose: PurposeOf(run)));
            foreach (var line in lines)
            {
                if (line is { Type: { } name, Changes: { } changes, IsImported: false } && types.Find(name) is { } type)
                {
                    for (var at = 0; at < changes.Length; at += ChangeLength)
                    {
                        var id = RecordId.FromBytes(changes.AsSpan(at + 1, RecordId.Size));
                        if (seen.Add(id))
                        {
                            yield return new RecordWrite(WriteKind.Undo, type, id, null, null) { WasCreated = changes[at] == 'c' };
                        }
                    }
                }
            }

            if (lines.Count < Page)
            {
                yield break;
            }

            since = lines[^1].Number;
        }
    }
}
