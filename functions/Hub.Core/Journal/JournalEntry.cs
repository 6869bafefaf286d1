namespace Hub.Core.Journal;

/// <summary>One line of the account of who read or changed what, and why.</summary>
/// <param name="Number">Its place; given by the store.</param>
/// <param name="At">When; for reads the minute.</param>
/// <param name="Actor"><c>account:NAME</c>, <c>token:LABEL</c>, <c>plugin:ID</c> or <c>operator</c>; with <c>imported:</c> before it where an archive tells it.</param>
/// <param name="Action"><c>write</c>, <c>delete</c>, <c>restore</c>, <c>read</c>, <c>aggregate</c>, <c>file</c>, <c>export</c>, <c>grant</c>, <c>revoke</c>, <c>sign-in</c>, …</param>
/// <param name="Type">The record type, or null.</param>
/// <param name="Purpose">Why.</param>
/// <param name="Count">How many records.</param>
/// <param name="Changes">For writes, each change: one byte for what was done (c, u, d, r) and the record's 16 bytes of id.</param>
public sealed record JournalEntry(long Number, DateTimeOffset At, string Actor, string Action, string? Type, string Purpose, long Count, byte[]? Changes = null)
{
    public const string ImportedPrefix = "imported:";

    /// <summary>It came with an archive: nothing that this hub did follows from it.</summary>
    public bool IsImported => Actor.StartsWith(ImportedPrefix, StringComparison.Ordinal);

    /// <summary>The actor as a line has it that came with an archive, however many hubs it went through.</summary>
    public static string Imported(string actor) => actor.StartsWith(ImportedPrefix, StringComparison.Ordinal) ? actor : ImportedPrefix + actor;
}

public sealed record JournalQuery(long Since = 0, string? Actor = null, string? Type = null, int Limit = 100, bool NewestFirst = false, long? Before = null, string? Purpose = null);
