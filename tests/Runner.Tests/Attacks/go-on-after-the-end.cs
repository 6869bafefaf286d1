// Tries: to save records after the run has ended, from a thread that it left behind.
// Keeps: what comes after the last word does not count, and the process is ended.
// Outcome: Done
// Records: 0
using Hub.Sdk;

namespace Attacking;

internal sealed class GoOnAfterTheEnd : IAttack
{
    public Task RunAsync(ConnectorContext context)
    {
        Pipe.Frame(15, Pipe.Number(0), Pipe.Number(-1), Pipe.Number(-1), Pipe.Number(0), Pipe.Number(-1));
        new Thread(() =>
        {
            while (true)
            {
                try
                {
                    context.RejectAsync("test.reading", new Text("Late.", "En retard.")).AsTask().GetAwaiter().GetResult();
                }
                catch (InvalidOperationException)
                {
                    // The SDK says that the run is over, which is what this is about.
                }
            }
        })
        { IsBackground = true }.Start();
        return Task.CompletedTask;
    }
}
