using Azure;

namespace Hub.Storage.Azure.Vaults;

/// <summary>What time it is for the storage account, from the dates of its answers: the one clock that all processes of a hub can read. It never runs ahead of the account's own.</summary>
internal sealed class ServiceTime(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private DateTimeOffset? _told;
    private long _heard;

    public DateTimeOffset Now
    {
        get
        {
            lock (_gate)
            {
                return _told is { } told ? told + clock.GetElapsedTime(_heard) : clock.GetUtcNow();
            }
        }
    }

    public void Hear(Response? answer)
    {
        if (answer?.Headers.Date is { } date)
        {
            lock (_gate)
            {
                (_told, _heard) = (date, clock.GetTimestamp());
            }
        }
    }
}
