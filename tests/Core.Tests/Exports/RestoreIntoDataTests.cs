using Hub.Core.Exports;
using Hub.Core.Runs;
using Hub.Core.Vaults;
using Hub.Storage.Local;
using Storage.Tests;
using Xunit;

namespace Core.Tests.Exports;

/// <summary>A restore into a vault that has data: what would come is told before, what differs is told after, and what stands there stays.</summary>
public sealed class RestoreIntoDataTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private IVaultStore _source = null!;
    private IVaultStore _target = null!;

    public async ValueTask InitializeAsync()
    {
        var stores = new LocalVaultStores(_folder.Path, TimeProvider.System);
        _source = await stores.OpenAsync("source", create: true);
        _target = await stores.OpenAsync("target", create: true);
        string[] names = ["new", "same", "other", "deleted-here", "removed-here", "withdrawn-here", "deleted-there", "withdrawn-there"];
        await _source.PutAsync(names.Select(name => Make.AnEvent(name, "2024-01-01")));
        await _source.WriteAsync(Make.Delete(Make.IdOf("deleted-there")), Make.Withdraw(Make.IdOf("withdrawn-there")));
        await _source.KeepFileAsync(new MemoryStream("a letter"u8.ToArray()), "letter.txt", "text/plain", Make.Now);
        await _source.KeepFileAsync(new MemoryStream("both"u8.ToArray()), "both.txt", "text/plain", Make.Now);
        await _target.PutAsync(names.Skip(1).Select(name => Make.AnEvent(name, "2024-01-01", name == "other" ? "\"note\":\"as it is here\"" : "")));
        await _target.WriteAsync(Make.Delete(Make.IdOf("deleted-here")), Make.Delete(Make.IdOf("removed-here")), Make.Withdraw(Make.IdOf("withdrawn-here")));
        await _target.WriteAsync(Make.Remove(Make.IdOf("removed-here")));
        await _target.KeepFileAsync(new MemoryStream("both"u8.ToArray()), "both.txt", "text/plain", Make.Now);
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await _target.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_tells_what_is_new_the_same_otherwise_and_withheld(bool dryRun)
    {
        var (archive, sequence) = (await _source.ExportAsync(), await _target.SequenceAsync());
        var run = await _target.RestoreAsync(archive, dryRun);
        Assert.Equal((RunState.Succeeded, new RunCounts(Read: 8, Created: 1, Unchanged: 5, Withheld: 2)), (run.State, run.Counts));
        var facts = run.Restore!;
        Assert.Equal((4L, 1L, 8L, 1L), (facts.Conflicts, facts.NewFiles, facts.NewFileBytes, facts.SameFiles));
        Assert.True(facts.JournalLines > 0);
        Assert.Equal(
            ["deleted-there goneThere", "other content", "withdrawn-here withdrawnHere", "withdrawn-there goneThere"],
            (await _target.ConflictsOfAsync(run.Id)).Select(conflict => $"{NameOf(conflict.Id)} {conflict.What}").Order(StringComparer.Ordinal));
        Assert.Equal(dryRun ? 0 : 2, (await _target.HeldBackAsync(run.Id)).Count);

        Assert.Equal(dryRun, await _target.FindAsync("new") is null);
        Assert.Equal(dryRun, await _target.SequenceAsync() == sequence);
        Assert.Equal(dryRun ? 1 : 2, (await _target.FilesAsync()).Count);
        Assert.Equal(dryRun ? 0 : facts.JournalLines, (await _target.JournalAsync(new(Limit: 1000))).Count(entry => entry.IsImported));
        Assert.Contains("as it is here", System.Text.Encoding.UTF8.GetString((await _target.FindAsync("other"))!.Data.Span), StringComparison.Ordinal);
        Assert.False((await _target.FindAsync("deleted-there"))!.Deleted);
    }

    [Theory]
    [InlineData("2024-02-01", "2024-03-01", 0, "archive")]
    [InlineData("2024-03-01", "2024-02-01", 0, "here")]
    [InlineData("2024-03-01", "2024-02-01", 5, "here")]
    [InlineData(null, "2024-02-01", 5, "archive")]
    [InlineData(null, null, -5, "here")]
    [InlineData(null, null, 0, null)]
    public async Task It_says_which_is_newer_and_whose_each_is(string? here, string? there, int daysLater, string? newer)
    {
        await _target.WriteAsync(Make.Put(Make.AnEvent("contested", "2024-01-01")) with { Provenance = Make.From("one") with { Produced = here } });
        await _source.CommitAsync(Make.Batch("two", Make.Put(Make.AnEvent("contested", "2024-01-02")) with { Provenance = Make.From("two") with { Produced = there, FetchedAt = Make.Now.AddDays(daysLater) } }));
        var run = await _target.RestoreAsync(await _source.ExportAsync());
        var conflict = (await _target.ConflictsOfAsync(run.Id)).Single(conflict => NameOf(conflict.Id) == "contested");
        Assert.Equal(("content", newer, "one", "two"), (conflict.What, conflict.Newer, conflict.Here.Source, conflict.Archive.Source));
    }

    [Fact]
    public async Task The_journal_comes_once_however_often_it_is_restored_and_through_how_many_hubs()
    {
        var lines = (await _source.JournalAsync(new(Limit: 1000))).Count;
        Assert.Equal(lines, (await _target.RestoreAsync(await _source.ExportAsync())).Restore!.JournalLines);
        Assert.Equal(0, (await _target.RestoreAsync(await _source.ExportAsync())).Restore!.JournalLines);
        var imported = (await _target.JournalAsync(new(Limit: 1000))).Where(entry => entry.IsImported).ToList();
        Assert.Equal((await _source.JournalAsync(new(Limit: 1000))).Select(entry => (entry.At, "imported:" + entry.Actor, entry.Action, entry.Purpose, entry.Count)), imported.Select(entry => (entry.At, entry.Actor, entry.Action, entry.Purpose, entry.Count)));

        var before = (await _target.JournalAsync(new(Limit: 1000))).Count;
        Assert.Equal(before, (await _source.RestoreAsync(await _target.ExportAsync())).Restore!.JournalLines + lines);
        Assert.DoesNotContain(await _source.JournalAsync(new(Limit: 1000)), entry => entry.Actor.Contains("imported:imported:", StringComparison.Ordinal));
    }

    private static string NameOf(string id) =>
        new[] { "new", "same", "other", "deleted-here", "removed-here", "withdrawn-here", "deleted-there", "withdrawn-there", "contested" }.Single(name => Make.IdOf(name).ToString() == id);
}
