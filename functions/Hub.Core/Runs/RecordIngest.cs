using System.Text.Json;
using Hub.Core.Plugins;
using Hub.Core.Records;
using Hub.Core.Vaults;
using Hub.Sdk;

namespace Hub.Core.Runs;

/// <summary>
/// Takes what a connector saves into the vault. A batch closes at a thousand items, a megabyte or when it waited as long as its store likes, and commits with the
/// cursor and the run's counters as one; a resumed run skips the ordinals that are committed already.
/// </summary>
internal class RecordIngest(IVaultStore store, RecordTypes types, Plugin plugin, Run run, Provenance provenance, Func<Stream> openFile, TimeProvider clock, RunEvents events, RunLog? log = null, long from = 0)
    : ConnectorHandler(new PluginSpeech(types, plugin), run, openFile, clock, log, from)
{
    private const int MostItems = 1000;
    private const int MostBytes = 1024 * 1024;

    private static readonly Text NotYours = new(
        "Another source brought this record, and only that one can withdraw it.", "Une autre source a apporté cette donnée, et elle seule peut la retirer.");

    private readonly Scratch _scratch = new();
    private readonly List<RecordWrite> _writes = [];
    private readonly List<RejectedRecord> _rejects = [];
    private readonly Dictionary<string, RecordType> _granted = new(StringComparer.Ordinal);
    private Provenance? _edition;
    private RunCounts _leftOut = new();
    private IReadOnlyList<WithheldRecord>? _held;
    private long _bytes;
    private long _begun;

    protected IVaultStore Store => store;

    /// <summary>The file or reply that what follows comes from.</summary>
    protected string? Raw { get; set; } = provenance.Raw;

    /// <summary>Something besides records has to be committed.</summary>
    protected virtual bool HasNews => false;

    protected override ValueTask TakeAsync(string type, ReadOnlyMemory<byte> data, string? at, string? subject)
    {
        var errors = new RecordErrors();
        if (TypeOf(type).Prepare(data.Span, default, subject ?? "me", errors, _scratch) is { } record)
        {
            _writes.Add(new RecordWrite(WriteKind.Put, TypeOf(type), record.Id, record, Current()));
            _bytes += record.Data.Length;
        }
        else
        {
            SetAside(type, at, [.. errors.Items.Select(error => new RejectReason(error.Path, error.Message))], data.ToArray());
        }

        return CommitIfDueAsync();
    }

    protected override ValueTask SetAsideAsync(string type, Text reason, string? at)
    {
        SetAside(TypeOf(type).Name, at, [new RejectReason("", reason)], null);
        return CommitIfDueAsync();
    }

    protected override async ValueTask TakeOutAsync(string type, ReadOnlyMemory<byte> identity, string? at, string? subject)
    {
        var errors = new RecordErrors();
        var known = TypeOf(type);
        if (known.Identify(identity.Span, subject ?? "me", errors, _scratch) is not { } id)
        {
            SetAside(type, at, [.. errors.Items.Select(error => new RejectReason(error.Path, error.Message))], identity.ToArray());
        }
        else if (await store.FindAsync(known, id) is { } there && there.Provenance.Source != provenance.Source)
        {
            SetAside(type, at, [new RejectReason("", NotYours)], identity.ToArray());
        }
        else
        {
            _writes.Add(new RecordWrite(WriteKind.Withdraw, known, id, null, Current()));
        }

        await CommitIfDueAsync();
    }

    /// <summary>Counts an item that is not kept and not looked at.</summary>
    protected ValueTask LeaveOutAsync(RunCounts counts)
    {
        _leftOut += counts;
        return CommitIfDueAsync();
    }

    public override TimeSpan IdleAfter => store.GathersFor;

    public override async ValueTask IdleAsync()
    {
        await CommitAsync();
        if (Log is not null)
        {
            await Log.FlushAsync();
        }
    }

    public override async ValueTask CommitAsync()
    {
        if (Waiting > 0 || HasNews)
        {
            await CommitAsync(null);
        }
    }

    /// <summary>Writes what waits, and as one with it the run as it ended.</summary>
    /// <param name="end">How the run ends, from how it stands with all that it brought. May be asked twice.</param>
    public async ValueTask<Run> EndAsync(Func<Run, Run> end)
    {
        await CommitAsync(end);
        return Run;
    }

    private async ValueTask CommitAsync(Func<Run, Run>? end)
    {
        // A store may have to apply a batch twice, when another process wrote first: it counts from the same run each time.
        var (before, after) = (Run, Run);
        var known = _held ??= await store.HeldBackAsync(Run.Id);
        var batch = new RecordBatch
        {
            Writer = new Writer(provenance.Source, $"plugin:{plugin.Id}", RunJournal.PurposeOf(Run.Id), KeepsPriors: Run.Kind is RunKind.Import or RunKind.Reparse or RunKind.Sync),
            Documents = counts => [RunStore.ToDocument(after = Counted(before, end, counts)), .. HeldBack.ToDocuments(before.Id, known, counts.Held), .. Beside(after)],
            IsLast = end is not null,
        };
        batch.Writes.AddRange(_writes);
        batch.Rejects.AddRange(_rejects);
        var held = (await store.CommitAsync(batch)).Held;
        (Run, _held) = (after, known.With(held));
        _writes.Clear();
        _rejects.Clear();
        _leftOut = new();
        _bytes = 0;
        events.Publish(Run.Id);
    }

    private Run Counted(Run before, Func<Run, Run>? end, BatchCounts counts)
    {
        var counted = before with
        {
            Committed = Ordinal,
            Cursor = Cursor,
            Progress = Progress,
            Counts = before.Counts + _leftOut + new RunCounts(_writes.Count + _rejects.Count, counts.Created, counts.Updated, counts.Unchanged, counts.Withheld + counts.Owned, counts.Rejected, counts.Owned, counts.Withdrawn),
        };
        return end is null ? counted : end(counted);
    }

    /// <summary>What stands or falls with the records besides the run.</summary>
    /// <param name="after">The run with all that it brought.</param>
    protected virtual IEnumerable<DocumentWrite> Beside(Run after) => [];

    private void SetAside(string type, string? at, IReadOnlyList<RejectReason> reasons, byte[]? data)
    {
        var errors = JsonSerializer.SerializeToUtf8Bytes(reasons, RunJson.Default.IReadOnlyListRejectReason);
        _rejects.Add(new RejectedRecord(Run.Id, Ordinal, type, at, errors, data));
        _bytes += data?.Length ?? 0;
    }

    private ValueTask CommitIfDueAsync()
    {
        var count = Waiting;
        if (count == 1)
        {
            _begun = Clock.GetTimestamp();
        }

        return count >= MostItems || _bytes >= MostBytes || Clock.GetElapsedTime(_begun) >= store.GathersFor ? CommitAsync() : ValueTask.CompletedTask;
    }

    private Provenance Current() => _edition is { } edition && edition.Produced == Produced && edition.Raw == Raw ? edition : _edition = provenance with { Produced = Produced, Raw = Raw };

    /// <summary>How many items wait to be committed.</summary>
    private long Waiting => _writes.Count + _rejects.Count + _leftOut.Read;

    protected RecordType TypeOf(string name)
    {
        if (_granted.TryGetValue(name, out var type))
        {
            return type;
        }

        type = Granted.Type(types, plugin, name);
        _granted.Add(name, type);
        return type;
    }
}
