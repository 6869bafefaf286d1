using Hub.Core.Vaults;
using Xunit;

namespace Storage.Tests.Cloud.Faults;

/// <summary>Opening a vault and catching up with others, when the account fails on the way.</summary>
public sealed class ReadFaultTests : FaultyAccount
{
    public static TheoryData<string> Faults => Fault.All;

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_process_that_meets_a_fault_while_it_opens_a_vault_sees_all_of_it(string fault)
    {
        await using var writer = await Start().OpenAsync(Vault, create: true);
        await writer.PutAsync(Records("there", 200));
        var calls = await Proxy.DuringAsync(async () => await (await Start().OpenAsync(Vault)).DisposeAsync());
        for (var at = 0; at < calls.Count; at++)
        {
            using var rule = Proxy.Play(Fault.Of(fault), _ => true, skip: at);
            await using var opened = await Start().OpenAsync(Vault);
            Assert.Equal(1, rule.Hits);
            Assert.Equal(200, (await opened.NamesAsync(new RecordQuery(Make.Event))).Count);
        }

        await AssertSoundAsync(Names("there", 200));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_vault_that_cannot_be_opened_is_told_by_name_and_opens_later(string fault)
    {
        await using var writer = await Start().OpenAsync(Vault, create: true);
        await writer.PutAsync(Records("there"));
        var process = Start();
        using (Proxy.Play(Fault.Of(fault), call => call.Method == "GET", int.MaxValue))
        {
            var failed = await Record.ExceptionAsync(async () => await (await process.OpenAsync(Vault)).DisposeAsync());

            // A reply that breaks after ten bytes is asked for from there: that goes on, ten bytes at a time, or is told.
            Assert.True(failed is null ? fault == "reset within the reply" : IsTyped(failed), failed?.ToString());
        }

        await using var opened = await process.OpenAsync(Vault);
        Assert.Equal(20, (await opened.NamesAsync(new RecordQuery(Make.Event))).Count);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_process_that_meets_a_fault_while_it_catches_up_misses_nothing(string fault)
    {
        await using var writer = await Start().OpenAsync(Vault, create: true);
        await using var reader = await Start().OpenAsync(Vault);
        await writer.PutAsync(Records("one"));
        using (var once = Proxy.Play(Fault.Of(fault), call => call.Operation == "Get Blob"))
        {
            await reader.RefreshAsync(Stop);
            Assert.Equal(1, once.Hits);
        }

        Assert.Equal(Names("one"), (await reader.NamesAsync(new RecordQuery(Make.Event))).Order(StringComparer.Ordinal));
        await writer.PutAsync(Records("two"));
        using (Proxy.Play(Fault.Of(fault), call => call.Operation == "Get Blob", int.MaxValue))
        {
            var failed = await Record.ExceptionAsync(async () => await reader.RefreshAsync(Stop));
            Assert.True(failed is null ? fault == "reset within the reply" : IsTyped(failed), failed?.ToString());
        }

        await reader.RefreshAsync(Stop);
        Assert.Equal([.. Names("one"), .. Names("two")], (await reader.NamesAsync(new RecordQuery(Make.Event))).Order(StringComparer.Ordinal));
        await reader.PutAsync(Records("three"));
        await AssertSoundAsync([.. Names("one"), .. Names("two"), .. Names("three")]);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_vault_whose_making_met_a_fault_is_made_once(string fault)
    {
        var calls = await Proxy.DuringAsync(async () =>
        {
            await using var plain = await Start().OpenAsync("plain", create: true);
        });
        for (var at = 0; at < calls.Count; at++)
        {
            var id = $"vault{at}";
            using (Proxy.Play(Fault.Of(fault), _ => true, skip: at))
            {
                await using var made = await Start().OpenAsync(id, create: true);
                await made.PutAsync(Records("one"));
            }

            await using var seen = await Start().OpenAsync(id);
            Assert.Equal(20, (await seen.NamesAsync(new RecordQuery(Make.Event))).Count);
            Assert.Empty(await seen.CheckAsync(null, Stop));
        }
    }
}
