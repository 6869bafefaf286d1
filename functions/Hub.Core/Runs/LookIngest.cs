using Hub.Core.Plugins;
using Hub.Core.Records;
using Hub.Core.Vaults;
using Hub.Sdk;

namespace Hub.Core.Runs;

/// <summary>Looks at what a connector says, and writes nothing: the counts say what would happen.</summary>
internal abstract class LookIngest(IVaultStore store, RecordTypes types, Plugin plugin, Run run, Func<Stream> openFile, TimeProvider clock) : ConnectorHandler(new PluginSpeech(types, plugin), run, openFile, clock)
{
    private readonly Scratch _scratch = new();

    protected IVaultStore Store => store;

    protected Plugin Plugin => plugin;

    public override ValueTask IdleAsync() => ValueTask.CompletedTask;

    public override ValueTask CommitAsync() => ValueTask.CompletedTask;

    protected override async ValueTask TakeAsync(string type, ReadOnlyMemory<byte> data, string? at, string? subject)
    {
        var known = Granted.Type(types, plugin, type);
        Count(known.Prepare(data.Span, default, subject ?? "me", new RecordErrors(), _scratch) is { } record ? await ForeseeAsync(known, record) : new RunCounts(Read: 1, Rejected: 1));
    }

    protected override async ValueTask TakeOutAsync(string type, ReadOnlyMemory<byte> identity, string? at, string? subject)
    {
        var known = Granted.Type(types, plugin, type);
        Count(known.Identify(identity.Span, subject ?? "me", new RecordErrors(), _scratch) is { } id ? ForeseeWithdrawal(id, await store.FindAsync(known, id)) : new RunCounts(Read: 1, Rejected: 1));
    }

    protected override ValueTask SetAsideAsync(string type, Text reason, string? at)
    {
        Count(new RunCounts(Read: 1, Rejected: 1));
        return ValueTask.CompletedTask;
    }

    /// <summary>What would become of a record.</summary>
    protected abstract ValueTask<RunCounts> ForeseeAsync(RecordType type, PreparedRecord record);

    /// <summary>What would become of a record that the holder has no more.</summary>
    protected virtual RunCounts ForeseeWithdrawal(RecordId id, StoredRecord? there) => there switch
    {
        { } other when other.Provenance.Source != plugin.Id => new RunCounts(Read: 1, Rejected: 1),
        { Deleted: false } => new RunCounts(Read: 1, Withdrawn: 1),
        _ => new RunCounts(Read: 1, Unchanged: 1),
    };

    private void Count(RunCounts counts) => Run = Run with { Counts = Run.Counts + counts };
}
