using System.IO.Pipelines;
using Hub.Core.Plugins.Running;
using Hub.Sdk;
using Hub.Wire;

namespace Hub.Core.Runs.Archives;

/// <summary>Hears what a runner unpacks. What it says is a stranger's word, since it held a stranger's bytes: counts, sizes and turns are looked at here again.</summary>
/// <param name="packed">The archive.</param>
/// <param name="from">How many members are not wanted any more.</param>
/// <param name="take">Takes one member, to its end.</param>
internal sealed class Unpacking(Stream packed, int from, Func<ArchiveMember, Task> take) : IRunHandler, IArchiveTaker, IAsyncDisposable
{
    private readonly byte[] _chunk = new byte[Protocol.ChunkSize];
    private Pipe? _member;
    private Task _taking = Task.CompletedTask;
    private long _left = Protocol.MaxUnpacked + Protocol.MaxFrame;

    public IArchiveTaker Archive => this;

    /// <summary>How many members there are; null as long as nothing was said.</summary>
    public int? Count { get; private set; }

    public ArchiveFault Fault { get; private set; }

    /// <summary>Up to which member they were taken.</summary>
    public int Taken { get; private set; } = from;

    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(long from)
    {
        packed.Position = from >= 0 && from <= packed.Length ? from : throw new WireException("No place in the archive.");
        return _chunk.AsMemory(0, await packed.ReadAtLeastAsync(_chunk, _chunk.Length, throwOnEndOfStream: false));
    }

    public ValueTask MembersAsync(ArchiveFault fault, int count)
    {
        if (Count is not null || count is < 0 or > InflationLimit.MostEntries || (count == 0) != (fault is not ArchiveFault.None))
        {
            throw new WireException("No number of members.");
        }

        (Count, Fault) = (count, fault);
        return ValueTask.CompletedTask;
    }

    public ValueTask BeginAsync(string name, long length)
    {
        if (_member is not null || !(Taken < Count))
        {
            throw new WireException("A member out of turn.");
        }

        _member = new Pipe();
        _taking = TakeAsync(new ArchiveMember(Taken, name, length, _member.Reader.AsStream()));
        return ValueTask.CompletedTask;
    }

    public async ValueTask ContentAsync(ReadOnlyMemory<byte> bytes)
    {
        if ((_left -= bytes.Length) < 0)
        {
            throw new RunException(Outcome.LimitExceeded, ArchiveRefusal.TooDemanding.Sentence);
        }

        if ((await Member.Writer.WriteAsync(bytes)).IsCompleted)
        {
            await _taking; // it failed, and says here how
        }
    }

    public async ValueTask EndAsync(ArchiveFault fault)
    {
        await Member.Writer.CompleteAsync(fault is ArchiveFault.None ? null : new MemberFaultException(fault));
        _member = null;
        await _taking;
        Taken++;
    }

    /// <summary>A member that was under way comes to nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_member is { } cut)
        {
            await cut.Writer.CompleteAsync(new OperationCanceledException());
        }

        await _taking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // how it failed came out where it was awaited before, or does not matter any more
        await packed.DisposeAsync();
    }

    public ValueTask ProgressAsync(long done, long? total) => ValueTask.CompletedTask;

    public ValueTask LogAsync(string message) => ValueTask.CompletedTask;

    public ValueTask IdleAsync() => ValueTask.CompletedTask;

    public Stream OpenFile() => throw Unwanted();

    public ValueTask RecordAsync(string type, ReadOnlyMemory<byte> data, string? at, string? subject) => throw Unwanted();

    public ValueTask RejectAsync(string type, Text reason, string? at, string? subject) => throw Unwanted();

    public ValueTask CursorAsync(string cursor) => throw Unwanted();

    public ValueTask QuestionAsync(string key, Text question, IReadOnlyList<Choice> choices) => throw Unwanted();

    public ValueTask<ReadOnlyMemory<byte>> ReadRecordsAsync(string type, string? from, string? to, string? cursor) => throw Unwanted();

    public ValueTask<ReadOnlyMemory<byte>> AggregateAsync(string type, ReadOnlyMemory<byte> queryJson) => throw Unwanted();

    public ValueTask InsightAsync(ReadOnlyMemory<byte> insightJson) => throw Unwanted();

    private Pipe Member => _member ?? throw new WireException("Content of no member.");

    private async Task TakeAsync(ArchiveMember member)
    {
        try
        {
            await take(member);
        }
        finally
        {
            await member.Content.DisposeAsync();
        }
    }

    private static WireException Unwanted() => new("What nobody asked for.");
}
