using System.Text.Json;
using Hub.Sdk.Testing;

namespace MyPlugin.Tests;

/// <summary>What "hub plugin test" cannot know: what your figures should be.</summary>
public sealed class MyPluginTests
{
    [Fact]
    public async Task Months_are_added_up()
    {
        var context = new MemoryApplicationContext(".");
        context.Add("energy.consumption", "start", File.ReadLines("samples/two-months.ndjson").Select(line => JsonElement.Parse(line).GetProperty("data")));
        await new MyPluginApplication().ComputeAsync(context, TestContext.Current.CancellationToken);

        var insight = context.Insights["consumption"];
        Assert.Equal([19.49m, 9.9m], insight.Series[0].Points.Select(point => point.Value));
        Assert.Equal(3, insight.Basis.Count);
    }
}
