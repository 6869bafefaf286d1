using Hub.FrontDoor;
using Hub.Testing;
using Hub.Testing.Wire.Storage;

namespace Hub.Tests;

/// <summary>A hub whose storage account has a bad day: what the person sees in the end is what they would have seen on a good one.</summary>
public sealed class BadDayTests
{
    private const int Rows = 2000;

    [Fact]
    public async Task An_import_while_everything_fails_now_and_then_ends_as_on_a_good_day()
    {
        await using var proxy = StorageProxy.Before((await Azurite.SharedAsync()).NewAccount());
        await using var hub = await HubProcess.StartOnAsync(proxy.ConnectionString);
        var owner = await hub.OwnerAsync();
        var (random, turn) = (new Random(5), new Lock());
        bool Now()
        {
            lock (turn)
            {
                return random.NextDouble() < 0.02;
            }
        }

        StorageFault[] kinds = [StorageFault.Failing, StorageFault.Busy(), StorageFault.Busy(retryAfter: 1), StorageFault.ReplyLost, StorageFault.ResetInRequest(20), StorageFault.ResetInReply(5)];
        var rules = kinds.Select(kind => proxy.Play(kind, _ => Now(), int.MaxValue)).ToList();
        var run = await owner.ImportAsync("load.csv", MadeFiles.LoadCurve(Rows));
        rules.ForEach(rule => rule.Dispose());

        Assert.Equal(("succeeded", Rows), (run.GetProperty("state").GetString(), run.GetProperty("counts").GetProperty("created").GetInt32()));
        Assert.NotEqual(0, rules.Sum(rule => rule.Hits));
        await AssertWholeAsync(hub, owner);
    }

    [Fact]
    public Task An_import_while_the_account_is_overloaded_goes_on_when_it_is_not() => ImportWhileRefusedAsync(times: 4);

    /// <summary>One request is refused eight times, which takes its ninth try to a minute after its first.</summary>
    [Fact]
    [Trait("Category", "Long")]
    public Task An_import_sits_out_a_minute_of_throttling() => ImportWhileRefusedAsync(times: 8);

    [Fact]
    public async Task A_plugin_that_a_verb_installed_is_there_for_a_hub_on_the_same_account()
    {
        var storage = (await Azurite.SharedAsync()).NewAccount();
        using var plugin = new MadePlugin("shared-by-account");
        await using (var one = await HubProcess.StartOnAsync(storage))
        {
            await one.OwnerAsync();
            Assert.Equal(0, (await one.RunAsync("plugin", "install", plugin.Folder, "--yes")).ExitCode);
            Assert.Contains(plugin.Id, (await one.RunAsync("plugin", "list")).Output, StringComparison.Ordinal);
            Assert.False(Directory.Exists(Path.Combine(one.Data, "plugins")));
        }

        await using var two = await HubProcess.StartOnAsync(storage);
        var person = await two.AddAsync("Someone");
        Assert.Contains(plugin.Id, (await person.GetAsync("/api/plugins")).GetRawText(), StringComparison.Ordinal);
    }

    private static async Task ImportWhileRefusedAsync(int times)
    {
        await using var proxy = StorageProxy.Before((await Azurite.SharedAsync()).NewAccount());
        await using var hub = await HubProcess.StartOnAsync(proxy.ConnectionString);
        var owner = await hub.OwnerAsync();
        using var throttle = proxy.Play(StorageFault.Busy(retryAfter: 1), _ => true, times, skip: 20);
        var run = await owner.ImportAsync("load.csv", MadeFiles.LoadCurve(Rows));
        Assert.Equal(times, throttle.Hits);
        Assert.Equal(("succeeded", Rows), (run.GetProperty("state").GetString(), run.GetProperty("counts").GetProperty("created").GetInt32()));
        await AssertWholeAsync(hub, owner);
    }

    private static async Task AssertWholeAsync(HubProcess hub, Person owner)
    {
        var again = (await owner.ImportAsync("load.csv", MadeFiles.LoadCurve(Rows))).GetProperty("counts");
        Assert.Equal((0, Rows), (again.GetProperty("created").GetInt32(), again.GetProperty("unchanged").GetInt32()));
        var check = await hub.RunAsync("check");
        Assert.True(check.ExitCode == 0 && check.Output.Contains("in order", StringComparison.Ordinal), check.Output + check.Errors);
    }
}
