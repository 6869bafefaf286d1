namespace Hub.Wire;

/// <summary>A new kind takes the next free number of its side; numbers are never used again.</summary>
public enum FrameKind : byte
{
    // From the runner.
    Hello = 1,
    Type = 2,
    Record = 3,
    Reject = 4,
    Cursor = 5,
    Progress = 6,
    Log = 7,
    Question = 8,
    Open = 9,
    Read = 10,
    Close = 11,
    ReadRecords = 12,
    Aggregate = 13,
    Insight = 14,
    Done = 15,
    Produced = 16,
    Http = 17,
    Body = 18,
    Session = 19,
    Account = 20,
    Keep = 21,
    Withdraw = 22,
    Held = 23,
    Recall = 24,
    Retain = 25,
    Sample = 26,
    ReadAt = 27,
    Members = 28,
    Member = 29,
    Content = 30,
    MemberEnd = 31,

    // From the hub.
    Start = 129,
    Reply = 130,
    Script = 131,
    SourceMap = 132,
}
