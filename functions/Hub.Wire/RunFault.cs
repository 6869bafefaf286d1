namespace Hub.Wire;

/// <summary>What can go wrong with a plug-in's process. The runner reports those that it sees, the hub the others; the sentences stand in one table in the hub.</summary>
public enum RunFault
{
    None,

    // Seen by the hub before it starts a process.
    OtherSdk,

    // Seen by the runner.
    EntryMissing,
    EntryUnreadable,
    NoImplementation,
    SeveralImplementations,
    NotConstructed,
    LibraryMissing,
    DoesNotFit,
    ModeMissing,
    Escaped,
    ScriptUnreadable,
    ScriptNewer,
    ScriptTooDeep,
    ExportMissing,
    TooManySteps,
    PatternTooSlow,
    OutOfMemory,

    // Seen by the hub.
    TooLong,
    TooMuchMemory,
    TooManyRecords,
    TooMuchOutput,
    StackOverflow,
    Crashed,
    EndedEarly,
    BrokenFrames,
    OtherProtocol,
    ReplyGone,
}
