using Azure.Storage.Blobs;
using Hub.Core.Runs;
using Hub.Core.Vaults;
using Hub.Storage.Azure;
using Hub.Storage.Azure.Vaults;
using Hub.Testing;
using Xunit;

namespace Storage.Tests.Cloud;

/// <summary>A right that went to another process while its holder was cut off.</summary>
public sealed class LostLeaseTests : IAsyncLifetime
{
    private const string Vault = "ada";

    private readonly TempFolder _folder = new();
    private readonly string _prefix = $"l{Guid.NewGuid():n}"[..12] + "-";
    private readonly List<ProcessFolder> _processes = [];
    private readonly HandClock _clock = new();
    private BlobServiceClient _account = null!;
    private IVaultStore _mine = null!;
    private IVaultStore _other = null!;

    public async ValueTask InitializeAsync()
    {
        _account = StorageAccount.Parse((await Azurite.SharedAsync()).ConnectionString).Blobs;
        _mine = await Start(_clock).OpenAsync(Vault, create: true);
        _other = await Start(TimeProvider.System).OpenAsync(Vault);
    }

    public async ValueTask DisposeAsync()
    {
        await _mine.DisposeAsync();
        await _other.DisposeAsync();
        _processes.ForEach(process => process.Dispose());
        _folder.Dispose();
    }

    [Fact]
    public async Task Who_takes_a_lease_sees_what_was_done_under_it_before()
    {
        await using (await _other.TryLeaseAsync("run"))
        {
            await _other.PutDocumentAsync("kind", "id", "1"u8.ToArray());
        }

        await using var held = await _mine.TryLeaseAsync("run");
        Assert.Equal("1"u8.ToArray(), await _mine.FindDocumentAsync("kind", "id"));
    }

    [Fact]
    public async Task A_run_whose_lease_is_lost_writes_nothing_more()
    {
        var run = new Run { Id = RunStore.NewId(TimeProvider.System), Kind = RunKind.Export, Actor = "account:ada", Created = DateTimeOffset.UtcNow };
        await _mine.SaveRunAsync(run);
        var work = new CutOffWork();
        var executor = new RunExecutor([work], new RunEvents(), _clock);
        var carried = executor.ExecuteAsync(_mine, run.Id, TestContext.Current.CancellationToken);
        var stopped = await work.Begun.Task;
        await _other.EndLeasesAsync();
        await using (Assert.IsAssignableFrom<IVaultLease>(await _other.TryLeaseAsync($"run-{run.Id}")))
        {
            var lost = new TaskCompletionSource();
            stopped.Register(lost.SetResult);
            _clock.Advance(TimeSpan.FromSeconds(20));
            await lost.Task;
            await _other.SaveRunAsync(run with { State = RunState.Succeeded });
            work.GoOn.SetResult();
            Assert.False(await carried);
        }

        await _other.RefreshAsync();
        Assert.Equal(RunState.Succeeded, (await _other.FindRunAsync(run.Id))!.State);
        Assert.Equal(["before"], (await _other.ListDocumentsAsync("work")).Select(document => document.Id));
        Assert.Equal(3, work.Refused);
    }

    [Fact]
    public async Task A_commit_under_a_lease_that_is_another_s_writes_nothing_even_before_its_holder_heard_of_it()
    {
        await using var mine = Assert.IsAssignableFrom<IVaultLease>(await _mine.TryLeaseAsync("run"));
        await _other.EndLeasesAsync();
        await using var theirs = Assert.IsAssignableFrom<IVaultLease>(await _other.TryLeaseAsync("run"));
        Assert.False(mine.Lost.IsCancellationRequested);
        await Assert.ThrowsAsync<LeaseLostException>(async () => await _mine.CommitAsync(Batch("late", mine), TestContext.Current.CancellationToken));
        Assert.True(mine.Lost.IsCancellationRequested);
        await _other.CommitAsync(Batch("mine", theirs), TestContext.Current.CancellationToken);
        Assert.Equal(["mine"], (await _other.ListDocumentsAsync("work")).Select(document => document.Id));
    }

    [Fact]
    public async Task The_last_commit_gives_the_lease_back()
    {
        var mine = Assert.IsAssignableFrom<IVaultLease>(await _mine.TryLeaseAsync("run"));
        Assert.Null(await _other.TryLeaseAsync("run"));
        await _mine.CommitAsync(Batch("last", mine, isLast: true), TestContext.Current.CancellationToken);
        await using var theirs = await _other.TryLeaseAsync("run");
        Assert.NotNull(theirs);
        Assert.NotNull(await _other.FindDocumentAsync("work", "last"));
        await mine.DisposeAsync();
        Assert.Null(await _mine.TryLeaseAsync("run"));
    }

    [Fact]
    public async Task A_lease_of_which_nothing_was_heard_for_a_minute_is_another_s()
    {
        var clock = new HandClock();
        await using var stores = await Start(clock).OpenAsync(Vault);
        await using var mine = Assert.IsAssignableFrom<IVaultLease>(await _mine.TryLeaseAsync("run"));
        clock.Advance(TimeSpan.FromSeconds(50));
        Assert.Null(await stores.TryLeaseAsync("run"));
        clock.Advance(TimeSpan.FromSeconds(70));
        await using var theirs = await stores.TryLeaseAsync("run");
        Assert.NotNull(theirs);
    }

    private static RecordBatch Batch(string document, IVaultLease lease, bool isLast = false) =>
        new() { Writer = new Writer("a", "b", "c"), Documents = _ => [new DocumentWrite("work", document, "{}"u8.ToArray())], Under = lease, IsLast = isLast };

    private IVaultStores Start(TimeProvider clock)
    {
        _processes.Add(ProcessFolder.Make(_folder.Path));
        return new AzureVaultStores(_account, _processes[^1], clock, _prefix);
    }

    /// <summary>Tries to write each way that there is, after it was cut off.</summary>
    private sealed class CutOffWork : IRunWork
    {
        public RunKind Kind => RunKind.Export;

        public TaskCompletionSource<CancellationToken> Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource GoOn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Refused { get; private set; }

        public async Task<Run> RunAsync(IVaultStore store, Run run, CancellationToken cancellationToken)
        {
            await store.PutDocumentAsync("work", "before", "{}"u8.ToArray());
            Begun.SetResult(cancellationToken);
            await GoOn.Task;
            await RefuseAsync(() => store.PutDocumentAsync("work", "after", "{}"u8.ToArray()).AsTask());
            await RefuseAsync(() => store.CommitAsync(new RecordBatch { Writer = new Writer("a", "b", "c"), Documents = _ => [new DocumentWrite("work", "batch", "{}"u8.ToArray())] }, CancellationToken.None).AsTask());
            await RefuseAsync(() => store.KeepFileAsync(new MemoryStream([1]), "a", "b/c", default, CancellationToken.None).AsTask());
            return run with { State = RunState.Failed };
        }

        private async Task RefuseAsync(Func<Task> write)
        {
            await Assert.ThrowsAsync<LeaseLostException>(write);
            Refused++;
        }
    }
}
