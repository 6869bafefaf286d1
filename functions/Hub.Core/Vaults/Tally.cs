using Hub.Core.Records;

namespace Hub.Core.Vaults;

/// <summary>How many records, and the span of their times.</summary>
public sealed class Tally
{
    public long Count { get; set; }

    public RecordTime? First { get; private set; }

    public RecordTime? Last { get; private set; }

    /// <summary>A time was moved or a record deleted: the span may have shrunk and is read anew.</summary>
    public bool Stale { get; set; }

    public void Add(RecordTime time)
    {
        Count++;
        Widen(time);
    }

    public void Widen(RecordTime time)
    {
        if (time.IsNone)
        {
            return;
        }

        First = First is null || time.UnixMilliseconds < First.Value.UnixMilliseconds ? time : First;
        Last = Last is null || time.UnixMilliseconds > Last.Value.UnixMilliseconds ? time : Last;
    }
}
