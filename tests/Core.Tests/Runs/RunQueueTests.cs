using Core.Tests.Notices;
using Hub.Core.Runs;
using Hub.Core.Vaults;
using Hub.Sdk;
using Hub.Storage.Local;
using Storage.Tests;
using Xunit;

namespace Core.Tests.Runs;

/// <summary>Runs that are answered, cancelled or interrupted at the worst moment.</summary>
public sealed class RunQueueTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly RunEvents _events = new();
    private readonly AskingWork _work = new();
    private ListeningStore _hub = null!;
    private VaultPool _vaults = null!;
    private VaultHandle _vault = null!;

    public async ValueTask InitializeAsync()
    {
        _hub = new ListeningStore(new LocalHubStore(_folder.Path));
        _vaults = new VaultPool(new LocalVaultStores(_folder.Path, TimeProvider.System));
        _vault = await _vaults.OpenAsync("a", create: true);
    }

    public async ValueTask DisposeAsync()
    {
        await _vault.DisposeAsync();
        await _vaults.DisposeAsync();
        _hub.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_answer_that_comes_while_the_question_is_put_away_is_not_lost()
    {
        await using var queue = NewQueue();
        var run = await SaveAsync();
        var listed = Array.Empty<string>();
        var answered = new TaskCompletionSource<bool>();
        _hub.OnDelete = () => _ = AnswerAsync();
        _work.OnAnswered = async () => listed = [.. (await new WorkList(_hub).ListAsync()).Select(work => work.RunId)];
        await queue.EnqueueAsync("a", run.Id);
        Assert.True(await answered.Task);
        await queue.WaitAsync(run.Id);

        // A hub that is killed while the run goes on finds it there.
        Assert.Equal([run.Id], listed);
        async Task AnswerAsync() => answered.SetResult(await queue.AnswerAsync(_vault.Store, run.Id, "code", "1234"));
        Assert.Equal(RunState.Succeeded, (await _vault.Store.FindRunAsync(run.Id))!.State);
        Assert.Empty(await new WorkList(_hub).ListAsync());
    }

    [Fact]
    public async Task An_answer_to_a_question_that_was_saved_before_its_work_returned_is_not_written_over()
    {
        await using var queue = NewQueue();
        var run = await SaveAsync();
        _work.OnAsked = async asked =>
        {
            await _vault.Store.SaveRunAsync(asked);
            Assert.True(await queue.AnswerAsync(_vault.Store, run.Id, "code", "1234"));
        };
        await queue.EnqueueAsync("a", run.Id);
        await queue.WaitAsync(run.Id);

        Assert.Equal(RunState.Succeeded, (await _vault.Store.FindRunAsync(run.Id))!.State);
        Assert.Empty(await new WorkList(_hub).ListAsync());
    }

    [Fact]
    public async Task A_question_that_was_saved_before_the_hub_stops_stays_a_question()
    {
        var run = await SaveAsync();
        await using (var queue = NewQueue())
        {
            var asked = new TaskCompletionSource();
            _work.OnAsked = async waiting =>
            {
                await _vault.Store.SaveRunAsync(waiting);
                asked.SetResult();
                await Task.Delay(Timeout.Infinite, _work.Stopping);
            };
            await queue.EnqueueAsync("a", run.Id);
            await asked.Task;
        }

        Assert.Equal(RunState.Waiting, (await _vault.Store.FindRunAsync(run.Id))!.State);
    }

    [Fact]
    public async Task What_is_to_be_stopped_elsewhere_is_not_swept_away_before_it_was_seen_there()
    {
        var list = new WorkList(_hub);
        foreach (var run in new[] { "under-way", "over" })
        {
            await list.AddAsync("a", run);
            await list.StopAsync("a", run);
        }

        await list.RemoveAsync("a", "over");
        await list.SweepAsync();

        Assert.True(await list.IsStoppedAsync("a", "under-way"));
        Assert.False(await list.IsStoppedAsync("a", "over"));
    }

    [Fact]
    public async Task Of_two_answers_at_once_one_counts()
    {
        await using var queue = NewQueue();
        var run = await SaveAsync();
        await queue.EnqueueAsync("a", run.Id);
        await queue.WaitAsync(run.Id);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => queue.AnswerAsync(_vault.Store, run.Id, "code", n.ToString(System.Globalization.CultureInfo.InvariantCulture))));
        Assert.Single(answers, taken => taken);
        await queue.WaitAsync(run.Id);
        Assert.Equal(RunState.Succeeded, (await _vault.Store.FindRunAsync(run.Id))!.State);
        Assert.False(await queue.AnswerAsync(_vault.Store, run.Id, "code", "late"));
    }

    [Fact]
    public async Task A_run_whose_hub_was_killed_before_it_was_queued_is_taken_up_at_the_next_start()
    {
        var list = new WorkList(_hub);
        var run = await new Hub.Core.Exports.ExportRuns(list, TimeProvider.System).BeginExportAsync(_vault.Store, "account:ada");
        await list.AddAsync("a", "never-saved");
        await using var queue = NewQueue();
        await queue.ResumeAsync();
        await queue.WaitAsync(run.Id);
        await queue.WaitAsync("never-saved");
        Assert.Equal(RunState.Waiting, (await _vault.Store.FindRunAsync(run.Id))!.State);
        Assert.Empty(await list.ListAsync());
    }

    [Fact]
    public async Task Cancelling_and_answering_at_once_leaves_nothing_behind()
    {
        for (var round = 0; round < 20; round++)
        {
            await using var queue = NewQueue();
            var run = await SaveAsync();
            await queue.EnqueueAsync("a", run.Id);
            await queue.WaitAsync(run.Id);
            await Task.WhenAll(Task.Run(() => queue.AnswerAsync(_vault.Store, run.Id, "code", "1")), Task.Run(() => queue.CancelAsync("a", run.Id)));
            await queue.WaitAsync(run.Id);
            Assert.True((await _vault.Store.FindRunAsync(run.Id))!.IsOver);
        }
    }

    private RunQueue NewQueue() => new(_vaults, new WorkList(_hub), new RunExecutor([_work], _events, TimeProvider.System), _events, TimeProvider.System, _ => { }, new RunnerSlots(), new RunAnswers(new ToldPeople.PlainSealer()));

    private async Task<Run> SaveAsync()
    {
        var run = new Run { Id = RunStore.NewId(TimeProvider.System), Kind = RunKind.Export, Actor = "account:ada", Created = DateTimeOffset.UtcNow };
        await _vault.Store.SaveRunAsync(run);
        return run;
    }

    /// <summary>Asks once, and is done when it was answered.</summary>
    private sealed class AskingWork : IRunWork
    {
        public RunKind Kind => RunKind.Export;

        public Func<Task> OnAnswered { get; set; } = () => Task.CompletedTask;

        /// <summary>Given the run as it waits, before that is handed back.</summary>
        public Func<Run, Task> OnAsked { get; set; } = _ => Task.CompletedTask;

        public CancellationToken Stopping { get; private set; }

        public async Task<Run> RunAsync(IVaultStore store, Run run, CancellationToken cancellationToken)
        {
            if (run.SealedAnswers is null)
            {
                var asked = run with { State = RunState.Waiting, Question = new RunQuestion("code", new Text("Which code?", "Quel code ?")) };
                Stopping = cancellationToken;
                await OnAsked(asked);
                return asked;
            }

            await OnAnswered();
            return run with { State = RunState.Succeeded, Outcome = Outcome.Done };
        }
    }

    /// <summary>Does something between the end of a run and its being struck off the list.</summary>
    private sealed class ListeningStore(LocalHubStore inner) : IHubStore, IDisposable
    {
        public Action? OnDelete { get; set; }

        public ValueTask<byte[]?> FindDocumentAsync(string kind, string id) => inner.FindDocumentAsync(kind, id);

        public ValueTask<IReadOnlyList<StoredDocument>> ListDocumentsAsync(string kind) => inner.ListDocumentsAsync(kind);

        public ValueTask<IReadOnlyList<HubDocument>> AllDocumentsAsync() => inner.AllDocumentsAsync();

        public ValueTask<IReadOnlyList<StoredDocument>> LatestDocumentsAsync(string kind, int count, string? before = null) => inner.LatestDocumentsAsync(kind, count, before);

        public ValueTask PutDocumentAsync(string kind, string id, ReadOnlyMemory<byte> body) => inner.PutDocumentAsync(kind, id, body);

        public ValueTask<bool> TryAddDocumentAsync(string kind, string id, ReadOnlyMemory<byte> body) => inner.TryAddDocumentAsync(kind, id, body);

        public ValueTask<bool> TryReplaceDocumentAsync(string kind, string id, ReadOnlyMemory<byte> body) => inner.TryReplaceDocumentAsync(kind, id, body);

        public async ValueTask<bool> DeleteDocumentAsync(string kind, string id)
        {
            if (OnDelete is { } act)
            {
                OnDelete = null;
                act();
            }

            return await inner.DeleteDocumentAsync(kind, id);
        }

        public void Dispose() => inner.Dispose();
    }
}
