namespace Hub.Core.Egress;

/// <summary>Bytes that went over a run's connections, as the network saw them: with headers, compressed, encrypted.</summary>
internal sealed class WireCount
{
    private long _sent;
    private long _received;

    public long Sent => Interlocked.Read(ref _sent);

    public long Received => Interlocked.Read(ref _received);

    public void AddSent(int bytes) => Interlocked.Add(ref _sent, bytes);

    public void AddReceived(int bytes) => Interlocked.Add(ref _received, bytes);
}
