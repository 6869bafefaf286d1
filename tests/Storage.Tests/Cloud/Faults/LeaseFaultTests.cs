using Xunit;

namespace Storage.Tests.Cloud.Faults;

/// <summary>The right to do something alone, when the account fails on the way.</summary>
public sealed class LeaseFaultTests : FaultyAccount
{
    public static TheoryData<string> Faults => Fault.All;

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_lease_whose_taking_met_a_fault_is_held_by_one(string fault)
    {
        await using var one = await Start().OpenAsync(Vault, create: true);
        await using var two = await Start().OpenAsync(Vault);
        await (await one.TryLeaseAsync("run"))!.DisposeAsync();
        using var rule = Proxy.Play(Fault.Of(fault), call => call.Operation == "Lease Blob");
        await using (var held = await one.TryLeaseAsync("run"))
        {
            Assert.NotNull(held);
            Assert.Equal(1, rule.Hits);
            Assert.Null(await two.TryLeaseAsync("run"));
        }

        await using var next = await two.TryLeaseAsync("run");
        Assert.NotNull(next);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_lease_that_could_not_be_given_back_ends_no_run_with_an_error(string fault)
    {
        await using var store = await Start().OpenAsync(Vault, create: true);
        var held = await store.TryLeaseAsync("run");
        Assert.NotNull(held);
        using var rule = Proxy.Play(Fault.Of(fault), call => call.Operation == "Lease Blob", int.MaxValue);
        await held.DisposeAsync();
        Assert.NotEqual(0, rule.Hits);
    }
}
