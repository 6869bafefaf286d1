using Hub.Core.Sources;
using Hub.Core.Vaults;

namespace Hub.Core.Runs;

/// <summary>Does what a delivered message calls for: one slice of a run, and what follows from it as long as there is time; the rest goes back into the queue.</summary>
public sealed class RunDeliveries(RunQueue queue, SourceScheduler scheduler, RunMessages messages, VaultPool vaults, TimeProvider clock, Action<string> log)
{
    /// <summary>How often the platform delivers a message before it sets it aside (host.json). The last delivery does not try again what failed each time before: it ends it.</summary>
    public const int Deliveries = 5;

    /// <summary>Slices in a row that brought a run nowhere.</summary>
    private const int MostIdle = 5;

    private const string SetAside = "set aside";

    /// <summary>A task that waits costs nothing, a message costs requests.</summary>
    private const int MorePatient = 10;

    /// <summary>Well within what a function may take where it may take least, five minutes.</summary>
    public static readonly TimeSpan Slice = TimeSpan.FromMinutes(4);

    private static readonly TimeSpan WorthBeginning = TimeSpan.FromSeconds(30);

    /// <returns>False when this hub did not seal the message.</returns>
    public async Task<bool> TakeAsync(string message, int delivery, CancellationToken stopping)
    {
        if (messages.TryOpen(message) is not { } call)
        {
            return false;
        }

        if (delivery >= Deliveries)
        {
            await GiveUpAsync(call);
            return true;
        }

        var here = messages.Gather();
        try
        {
            here.TryAdd(call);
            await WorkAsync(here, stopping);
        }
        finally
        {
            foreach (var left in here.Close())
            {
                await messages.SendAsync(left, TimeSpan.Zero);
            }
        }

        return true;
    }

    /// <summary>
    /// Calls once more for what the platform set aside: perhaps nobody was there to take it, as after a deployment that did not start. What comes here again is ended, and says that the
    /// hub failed at it.
    /// </summary>
    public async Task BuryAsync()
    {
        foreach (var call in await messages.TakeSetAsideAsync())
        {
            if (call.Mark == SetAside)
            {
                await GiveUpAsync(call);
            }
            else
            {
                await messages.SendAsync(call with { Mark = SetAside }, TimeSpan.Zero);
            }
        }
    }

    private async Task WorkAsync(RunCalls here, CancellationToken stopping)
    {
        var begun = clock.GetTimestamp();
        while (Slice - clock.GetElapsedTime(begun) is var left && left >= WorthBeginning && here.Take() is { } call)
        {
            if (call.Kind == RunCallKind.Source)
            {
                await LookAsync(here, call);
            }
            else
            {
                await CarryAsync(call, left, stopping);
            }
        }
    }

    private async Task LookAsync(RunCalls here, RunCall call)
    {
        switch (await scheduler.LookAsync(call.VaultId, call.Subject, call.At))
        {
            case { Run: { } run }:
                here.TryAdd(RunCall.Run(call.VaultId, run));
                break;
            case { TooEarly: true }:
                await messages.SendAsync(call, messages.Until(call.At));
                break;
        }
    }

    private async Task CarryAsync(RunCall call, TimeSpan left, CancellationToken stopping)
    {
        var slice = await queue.SliceAsync(call.VaultId, call.Subject, left, stopping);
        if (slice.Again is not { } wait)
        {
            return;
        }

        var idle = slice.Mark is null ? call.Idle : slice.Mark == call.Mark ? call.Idle + 1 : 0;
        if (idle >= MostIdle)
        {
            log($"run {call.Subject}: {idle} slices of it brought nothing");
            await queue.GiveUpAsync(call.VaultId, call.Subject);
            return;
        }

        await messages.SendAsync(call with { Idle = idle, Mark = slice.Mark ?? call.Mark }, wait * MorePatient);
    }

    private async Task GiveUpAsync(RunCall call)
    {
        log($"{call.Kind} {call.Subject}: given up after {Deliveries} deliveries");
        if (!await vaults.Stores.ExistsAsync(call.VaultId))
        {
            return;
        }

        var run = call.Kind == RunCallKind.Run ? call.Subject : await scheduler.AtWorkAsync(call.VaultId, call.Subject);
        if (run is not null)
        {
            await queue.GiveUpAsync(call.VaultId, run);
        }
    }
}
