using System.Text;
using System.Text.Json;
using Hub.Core.Journal;
using Hub.Core.Records;
using Hub.Core.Runs;
using Hub.Core.Sources;
using Hub.Core.Vaults;

namespace Storage.Tests.Chance;

/// <summary>One thing that happens to a vault. What it does follows from it alone, so that any part of a list of them can be played again.</summary>
public readonly record struct Happening(string What, int Which, int How)
{
    private static readonly string[] Kinds = ["import", "import", "import", "write", "withdraw", "delete", "delete", "take-back", "remove", "undo", "file", "drop-file", "grant", "journal", "source", "export", "restore"];

    public static List<Happening> Of(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => new Happening(Kinds[random.Next(Kinds.Length)], random.Next(1000), random.Next(1000)))];
    }

    public override string ToString() => $"{What} {Which} {How}";
}

/// <summary>A vault to which things happen.</summary>
internal sealed class VaultLife(IVaultStore store, string own)
{
    private const int Names = 16;

    private readonly List<string> _runs = [];
    private readonly List<byte[]> _exports = [];

    /// <summary>All records that could be: what happens to two vaults is about the same ones.</summary>
    public static IEnumerable<RecordId> All => Enumerable.Range(0, Names).Select(name => Make.IdOf(NameOf(name)));

    public async Task PlayAsync(IEnumerable<Happening> happenings)
    {
        foreach (var happening in happenings)
        {
            await PlayAsync(happening);
        }
    }

    private Task PlayAsync(Happening it) => it.What switch
    {
        "import" => ImportAsync(it),
        "write" => store.CommitAsync(Make.Batch("person", Put(it.Which, it.How, "person", "run-person"))).AsTask(),
        "withdraw" => store.CommitAsync(Make.Batch(SourceOf(it.How), Make.Withdraw(IdOf(it), SourceOf(it.How)))).AsTask(),
        "delete" => store.CommitAsync(Make.Batch("person", Make.Delete(IdOf(it)))).AsTask(),
        "take-back" => store.CommitAsync(Make.Batch("person", Make.Restore(IdOf(it)))).AsTask(),
        "remove" => store.CommitAsync(Make.Batch("person", Make.Remove(IdOf(it)))).AsTask(),
        "undo" => UndoAsync(it),
        "file" => store.KeepFileAsync(new MemoryStream(Encoding.UTF8.GetBytes($"{own} {it.How % 20}")), $"file-{it.Which}.txt", "text/plain", Make.Now.AddSeconds(it.Which)).AsTask(),
        "drop-file" => DropFileAsync(it),
        "grant" => store.PutDocumentAsync("grant", $"grant-{it.Which % 5}", "{}"u8.ToArray()).AsTask(),
        "journal" => store.AppendJournalAsync([new JournalEntry(0, Make.Now.AddSeconds(it.Which), "account:" + own, "read", "test.event", $"purpose {it.How % 3}", it.How)]).AsTask(),
        "source" => store.TryAddSourceAsync(new Source { Id = $"till-{it.Which % 6:x8}", Plugin = "till", Label = $"Till {it.How}", Settings = JsonElement.Parse("{}"), Paused = true, Created = Make.Now }).AsTask(),
        "export" => ExportAsync(),
        _ => _exports.Count == 0 ? Task.CompletedTask : store.RestoreAsync(_exports[it.Which % _exports.Count]),
    };

    private async Task ImportAsync(Happening it)
    {
        var run = new Run { Id = RunStore.NewId(TimeProvider.System), Kind = RunKind.Import, State = RunState.Succeeded, Actor = "account:" + own, Created = Make.Now, Counts = new(Read: 4, Created: 4) };
        var source = SourceOf(it.How);
        var batch = new RecordBatch { Writer = new Writer(source, run.Actor, RunJournal.PurposeOf(run.Id), KeepsPriors: true) };
        batch.Writes.AddRange(Enumerable.Range(0, 1 + (it.How % 4)).Select(n => Put(it.Which + (n * 7), it.How + n, source, run.Id)));
        await store.CommitAsync(batch);
        await store.SaveRunAsync(run);
        _runs.Add(run.Id);
    }

    private async Task UndoAsync(Happening it)
    {
        if (_runs.Count > 0)
        {
            var undo = new Run { Id = RunStore.NewId(TimeProvider.System), Kind = RunKind.Undo, Undoes = _runs[it.Which % _runs.Count], Actor = "account:" + own, Created = Make.Now };
            await store.SaveRunAsync(await new UndoWork(Make.Types, new RunEvents(), TimeProvider.System).RunAsync(store, undo, default));
        }
    }

    private async Task DropFileAsync(Happening it)
    {
        var files = await store.FilesAsync();
        if (files.Count > 0)
        {
            await store.DeleteFileAsync(files.OrderBy(file => file.Hash, StringComparer.Ordinal).ElementAt(it.Which % files.Count).Hash);
        }
    }

    private async Task ExportAsync() => _exports.Add(await store.ExportAsync());

    private RecordWrite Put(int name, int how, string source, string run)
    {
        var record = Make.AnEvent(NameOf(name), how % 5 == 0 ? null : $"2024-{1 + (how % 12):00}-{1 + (how % 28):00}", $"\"note\":\"{own} {how % 9} \u202e ☃\"");
        return Make.Put(record, source, run) with { Provenance = Make.From(source, run) with { Produced = how % 3 == 0 ? $"2024-05-{1 + (how % 28):00}" : null, FetchedAt = Make.Now.AddMinutes(how) } };
    }

    private static RecordId IdOf(Happening it) => Make.IdOf(NameOf(it.Which));

    private static string NameOf(int name) => $"e{name % Names}";

    private static string SourceOf(int how) => $"source-{how % 3}";
}
