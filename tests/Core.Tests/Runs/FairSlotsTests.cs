using Hub.Core.Runs;
using Xunit;

namespace Core.Tests.Runs;

/// <summary>However much one vault has to do, the others get their share.</summary>
public sealed class FairSlotsTests
{
    [Fact]
    public async Task A_vault_alone_takes_all_but_the_reserve()
    {
        var slots = new FairSlots(4, reserve: 1);
        var held = await TakeAsync(slots, "a", 3);
        var fourth = slots.TakeAsync("a", SlotUse.Usual, default).AsTask();
        Assert.False(fourth.IsCompleted);
        (await slots.TakeAsync("b", SlotUse.Usual, default)).Dispose();
        Assert.False(fourth.IsCompleted);
        held[0].Dispose();
        await fourth;
    }

    [Fact]
    public async Task Whoever_holds_the_fewest_is_next()
    {
        var slots = new FairSlots(4);
        var held = await TakeAsync(slots, "a", 4);
        var served = new List<string>();
        var many = Enumerable.Range(0, 50).Select(_ => WaitAsync(slots, "a", served)).ToList();
        var few = new[] { "b", "c" }.Select(vault => WaitAsync(slots, vault, served)).ToList();
        held[0].Dispose();
        held[1].Dispose();
        await Task.WhenAll(few);
        Assert.Equal(["b", "c"], served.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(many, task => task.IsCompleted);
    }

    [Fact]
    public async Task Two_hundred_of_one_vault_hold_up_another_for_one_turn_at_most()
    {
        var slots = new FairSlots(2);
        var held = await TakeAsync(slots, "c", 2);
        var order = new List<string>();
        var all = Enumerable.Range(0, 200).Select(_ => PassAsync(slots, "a", order)).ToList();
        all.Add(PassAsync(slots, "b", order));
        held.ForEach(slot => slot.Dispose());
        await Task.WhenAll(all);
        Assert.InRange(order.IndexOf("b"), 0, 3);
    }

    [Fact]
    public async Task What_a_person_waits_for_comes_before_what_its_vault_queued()
    {
        var slots = new FairSlots(2, reserve: 1);
        var held = await TakeAsync(slots, "a", 1);
        var queued = slots.TakeAsync("a", SlotUse.Usual, default).AsTask();
        await slots.TakeAsync("a", SlotUse.Urgent, default);
        Assert.False(queued.IsCompleted);
        held[0].Dispose();
        Assert.False(queued.IsCompleted);
    }

    [Fact]
    public async Task Who_gives_up_waiting_leaves_no_slot_behind()
    {
        var slots = new FairSlots(1);
        var held = await TakeAsync(slots, "a", 1);
        using var stop = new CancellationTokenSource();
        var waiting = slots.TakeAsync("b", SlotUse.Usual, stop.Token).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        held[0].Dispose();
        held[0].Dispose();
        (await slots.TakeAsync("c", SlotUse.Usual, default)).Dispose();
        Assert.True(slots.TakeAsync("d", SlotUse.Usual, default).IsCompleted);
    }

    [Fact]
    public async Task What_failed_before_holds_half_of_the_slots_at_most()
    {
        var slots = new FairSlots(4);
        var doubtful = Enumerable.Range(0, 6).Select(n => slots.TakeAsync("vault-" + n, SlotUse.Doubtful, default).AsTask()).ToList();
        Assert.Equal(2, doubtful.Count(task => task.IsCompletedSuccessfully));
        await slots.TakeAsync("a", SlotUse.Usual, default);
        (await slots.TakeAsync("b", SlotUse.Usual, default)).Dispose();
        (await doubtful[0]).Dispose();
        await doubtful[2];
        Assert.DoesNotContain(doubtful.Skip(3), task => task.IsCompleted);
    }

    private static async Task<List<IDisposable>> TakeAsync(FairSlots slots, string vault, int count)
    {
        var taken = new List<IDisposable>();
        for (var i = 0; i < count; i++)
        {
            taken.Add(await slots.TakeAsync(vault, SlotUse.Usual, default));
        }

        return taken;
    }

    /// <summary>Keeps it.</summary>
    private static async Task WaitAsync(FairSlots slots, string vault, List<string> served)
    {
        await slots.TakeAsync(vault, SlotUse.Usual, default);
        lock (served)
        {
            served.Add(vault);
        }
    }

    private static async Task PassAsync(FairSlots slots, string vault, List<string> served)
    {
        using var slot = await slots.TakeAsync(vault, SlotUse.Usual, default);
        lock (served)
        {
            served.Add(vault);
        }

        await Task.Yield();
    }
}
