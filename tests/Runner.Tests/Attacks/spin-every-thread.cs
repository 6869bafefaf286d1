// Tries: to take all processors with threads that never end.
// Keeps: the time of the run ends the process with all its threads.
// Outcome: LimitExceeded TooLong
using Hub.Sdk;

namespace Attacking;

internal sealed class SpinEveryThread : IAttack
{
    public async Task RunAsync(ConnectorContext context)
    {
        for (var i = 0; i < 64; i++)
        {
            new Thread(Spin) { IsBackground = true }.Start();
        }

        await context.LogAsync("begun");
        Spin();
    }

    private static void Spin()
    {
        while (true)
        {
            Thread.SpinWait(1000);
        }
    }
}
