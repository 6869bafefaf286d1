using Hub.Sdk;
using Hub.Sdk.Testing;

namespace MyPlugin.Tests;

/// <summary>What "hub plugin test" cannot know: what your records should hold.</summary>
public sealed class MyPluginTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_line_that_cannot_be_read_is_set_aside_and_its_neighbours_are_kept()
    {
        var context = new RecordingContext();
        await new MyPluginConnector().ImportAsync(context, TestFile.FromDisk("samples/readings.csv"), Cancel);

        Assert.Equal([8.42m, 11.07m], context.Of("energy.consumption").Select(data => data.GetProperty("energy").GetDecimal()));
        Assert.Equal("line 5", Assert.Single(context.Rejected).Origin.At);
    }

    [Fact]
    public async Task The_second_page_is_read_and_the_cursor_stands_before_it()
    {
        var context = RecordingContext.Replay("recordings/two-pages.json");
        await new MyPluginConnector().SyncAsync(context, Cancel);

        Assert.Equal(4, context.Saved.Count);
        Assert.Equal("2025-01-03", context.LastCursor);
    }

    [Fact]
    public async Task A_withdrawn_key_is_told_as_such()
    {
        var context = RecordingContext.Replay("recordings/key-withdrawn.json");
        var refused = await Assert.ThrowsAsync<RunException>(() => new MyPluginConnector().SyncAsync(context, Cancel));
        Assert.Equal(Outcome.CredentialsRefused, refused.Outcome);
    }
}
