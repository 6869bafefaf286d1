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
    public static async IAsyncEnumerable<RecordWrite> UndosAsync(IVaultStore store, RecordTypes types, string run)
    {
        var seen = new HashSet<RecordId>();
        for (var since = 0L; ;)
        {
            var lines = await store.JournalAsync(new JournalQuery(since, Limit: Page, Purpose: PurposeOf(run)));
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
