using Hub.Front;

namespace Hub.Inbox;

/// <summary>Looks at the watched folder every few seconds. Looking is what works everywhere: on network drives nobody tells of changes.</summary>
internal sealed class InboxRounds(InboxLook inbox, TimeProvider clock, ILogger<InboxRounds> log) : Rounds(TimeSpan.FromSeconds(5), "The watched folder was not looked at", clock, log)
{
    protected override Task LookAsync(CancellationToken stoppingToken) => inbox.LookAsync(stoppingToken);
}
