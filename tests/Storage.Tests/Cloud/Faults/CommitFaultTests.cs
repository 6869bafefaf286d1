using Hub.Core.Vaults;
using Hub.Testing.Wire.Storage;
using Xunit;

namespace Storage.Tests.Cloud.Faults;

/// <summary>Commits, when the account fails on the way.</summary>
public sealed class CommitFaultTests : FaultyAccount
{
    public static TheoryData<string> Faults => Fault.All;

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_commit_that_meets_a_fault_once_is_there_once(string fault)
    {
        await using var store = await Start().OpenAsync(Vault, create: true);
        await store.PutAsync(Records("before"));
        using (var rule = Proxy.Play(Fault.Of(fault), IsCommit))
        {
            var counts = await store.PutAsync(Records("during"));
            Assert.Equal((1, 20), (rule.Hits, counts.Created));
        }

        Assert.Equal(20, (await store.PutAsync(Records("after"))).Created);
        await AssertSoundAsync([.. Names("before"), .. Names("during"), .. Names("after")]);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_commit_that_never_gets_through_fails_by_name_and_doing_it_again_makes_it_whole(string fault)
    {
        await using var store = await Start().OpenAsync(Vault, create: true);
        await store.PutAsync(Records("before"));
        using (Proxy.Play(Fault.Of(fault), IsCommit, int.MaxValue))
        {
            // A reply that breaks within its head's body says that it was done: then it is a success.
            var failed = await Record.ExceptionAsync(async () => await store.PutAsync(Records("during")));
            Assert.True(failed is null ? fault == "reset within the reply" : IsTyped(failed), failed?.ToString());
        }

        var again = await store.PutAsync(Records("during"));
        Assert.Equal(20, again.Created + again.Unchanged);
        await AssertSoundAsync([.. Names("before"), .. Names("during")]);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task What_failed_for_one_process_stands_for_another_or_not_at_all(string fault)
    {
        await using var one = await Start().OpenAsync(Vault, create: true);
        await using var two = await Start().OpenAsync(Vault);
        using (Proxy.Play(Fault.Of(fault), IsCommit, int.MaxValue))
        {
            _ = await Record.ExceptionAsync(async () => await one.PutAsync(Records("one")));
        }

        Assert.Equal(20, (await two.PutAsync(Records("two"))).Created);
        var seen = await two.NamesAsync(new RecordQuery(Make.Event));
        Assert.True(seen.Count is 20 or 40, $"{seen.Count} records: half a commit");
        await one.RefreshAsync(Stop);
        Assert.Equal(seen.Order(StringComparer.Ordinal), (await one.NamesAsync(new RecordQuery(Make.Event))).Order(StringComparer.Ordinal));
        await AssertSoundAsync(seen);
    }

    [Fact]
    public async Task An_append_that_arrives_after_another_process_took_over_is_not_taken()
    {
        var late = await Start().OpenAsync(Vault, create: true);
        await late.PutAsync(Records("before"));
        using var held = Proxy.Play(StorageFault.Delayed, IsCommit);
        var writing = late.PutAsync(Records("late")).AsTask();
        await held.Met;
        await using (var other = await Start().OpenAsync(Vault))
        {
            await other.PutAsync(Records("other"));
        }

        held.Dispose();
        Assert.Equal(20, (await writing).Created);
        await late.DisposeAsync();
        await AssertSoundAsync([.. Names("before"), .. Names("late"), .. Names("other")]);
    }

    [Fact]
    public async Task A_process_that_is_killed_while_its_append_is_on_the_way_leaves_a_whole_vault()
    {
        var killed = await Start(retries: 0).OpenAsync(Vault, create: true);
        await killed.PutAsync(Records("before"));
        using (Proxy.Play(StorageFault.ReplySilent, IsCommit))
        {
            // Nobody waits for it: from here on this process does nothing more.
            var dying = killed.PutAsync(Records("dying")).AsTask();
            await using var next = await Start().OpenAsync(Vault);
            var counts = await next.PutAsync(Records("dying"));
            Assert.Equal(20, counts.Created + counts.Unchanged);
            _ = await Record.ExceptionAsync(() => dying);
        }

        await AssertSoundAsync([.. Names("before"), .. Names("dying")]);
        await killed.DisposeAsync();
    }

    [Fact]
    public async Task Throttling_is_sat_out_by_whoever_has_the_patience()
    {
        await using var store = await Start(retries: 30).OpenAsync(Vault, create: true);
        using var throttle = Proxy.Throttle();
        var writing = store.PutAsync(Records("patient")).AsTask();
        await throttle.Met;
        Assert.False(writing.IsCompleted);
        throttle.Dispose();
        Assert.Equal(20, (await writing).Created);
        await AssertSoundAsync(Names("patient"));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    public async Task A_clock_that_is_five_minutes_off_changes_nothing(int minutes)
    {
        Proxy.Skew = TimeSpan.FromMinutes(minutes);
        await using var store = await Start().OpenAsync(Vault, create: true);
        await store.PutAsync(Records("skewed"));
        await using (var lease = await store.TryLeaseAsync("run"))
        {
            Assert.NotNull(lease);
            await using var other = await Start().OpenAsync(Vault);
            Assert.Null(await other.TryLeaseAsync("run"));
        }

        await AssertSoundAsync(Names("skewed"));
    }

    [Fact]
    public async Task A_clock_that_is_far_off_is_told_as_such()
    {
        await using var store = await Start().OpenAsync(Vault, create: true);
        Proxy.Skew = TimeSpan.FromMinutes(20);
        var failed = await Record.ExceptionAsync(async () => await store.PutAsync(Records("refused")));
        Assert.True(IsTyped(failed!), failed?.ToString());
        Assert.Contains("clock", failed!.Message, StringComparison.Ordinal);
        Proxy.Skew = TimeSpan.Zero;
        await store.PutAsync(Records("taken"));
        await AssertSoundAsync(Names("taken"));
    }

    private static bool IsCommit(StorageCall call) => call.Operation == "Append Block";
}
