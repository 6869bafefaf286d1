#pragma warning disable MA0134, MA0147 // the mistakes of others are what this file is about
using System.Diagnostics;
using Hub.Sdk;

namespace Behaving;

/// <summary>Ways to end other than by returning.</summary>
internal static class Crashes
{
    public static IReadOnlyDictionary<string, Func<Run, Task>> All { get; } = new Dictionary<string, Func<Run, Task>>(StringComparer.Ordinal)
    {
        ["throw"] = _ => throw new FormatException("MARKER in a message"),
        ["throw-later"] = async _ =>
        {
            await Task.Yield();
            Deeper();
        },
        ["throw-in-thread"] = _ => InThread(Deeper),
        ["throw-in-async-void"] = _ =>
        {
            ThreadPool.QueueUserWorkItem(Forget);
            return Task.Delay(Timeout.Infinite, CancellationToken.None);
        },
        ["forget-a-task"] = _ =>
        {
            Lose();
            return Task.CompletedTask;
        },
        ["truncated"] = _ => throw new RunException(Outcome.Truncated, new Text("It breaks off at line 3.", "Il s'interrompt à la ligne 3.")),
        ["exit"] = run =>
        {
            Environment.Exit((int)run.Number);
            return Task.CompletedTask;
        },
        ["save-and-exit"] = async run =>
        {
            await BehavingConnector.SaveAsync(run.Context, 3);
            Environment.Exit(0);
        },
        ["fail-fast"] = _ =>
        {
            Environment.FailFast("MARKER in a message");
            return Task.CompletedTask;
        },
        ["kill-itself"] = _ =>
        {
            Process.GetCurrentProcess().Kill();
            return Task.Delay(Timeout.Infinite, CancellationToken.None);
        },
        ["overflow"] = _ => Task.FromResult(Overflow(1)),
        ["hang"] = _ => Task.Delay(Timeout.Infinite, CancellationToken.None),
        ["spin"] = _ => Spin(),
        ["spin-in-a-record"] = run => run.Context.SaveAsync("test.item", _ => Spin()).AsTask(),
    };

    private static void Deeper() => throw new FormatException("MARKER in a message");

    private static async void Forget(object? state)
    {
        await Task.Yield();
        Deeper();
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void Lose()
    {
        var lost = Task.Run(Deeper);
        ((IAsyncResult)lost).AsyncWaitHandle.WaitOne();
    }

    private static Task InThread(Action action)
    {
        var thread = new Thread(() => action());
        thread.Start();
        thread.Join();
        return Task.Delay(Timeout.Infinite, CancellationToken.None);
    }

    private static int Overflow(int depth) => Overflow(depth + 1) + 1;

    private static Task Spin()
    {
        while (true)
        {
            Thread.SpinWait(1000);
        }
    }
}
