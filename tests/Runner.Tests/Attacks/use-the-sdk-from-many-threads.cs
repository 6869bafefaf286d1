// Tries: to mix up frames by saving, logging and calling from many threads at once.
// Keeps: each frame is whole; all records arrive.
// Outcome: Done
// Records: 500
using Hub.Sdk;

namespace Attacking;

internal sealed class UseTheSdkFromManyThreads : IAttack
{
    public async Task RunAsync(ConnectorContext context)
    {
        await Parallel.ForAsync(0, 500, async (i, _) =>
        {
            await context.SaveAsync("test.event", data => data.WriteString("ref", $"r{i}"));
            await context.LogAsync($"line {i}");
        });
    }
}
