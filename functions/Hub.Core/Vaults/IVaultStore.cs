using Hub.Core.Checks;
using Hub.Core.Files;
using Hub.Core.Journal;
using Hub.Core.Records;
using Hub.Core.Search;
using Hub.Sdk;

namespace Hub.Core.Vaults;

/// <summary>
/// One person's store. It is opened for one vault and cannot name another. Everything here must be implementable on a folder
/// and on blobs and tables alike: one suite of tests runs on each implementation.
/// </summary>
public interface IVaultStore : IDocumentStore, IAsyncDisposable
{
    string VaultId { get; }

    /// <summary>False once somebody erased it, for instance from the command line beside a running hub. Cheap enough to ask often.</summary>
    bool IsThere { get; }

    /// <summary>How long a run may hold back what came, so that more goes into one commit: where each is a request, longer.</summary>
    TimeSpan GathersFor { get; }

    /// <summary>Brings what others wrote, where they do not write into the same file. Everything that was committed anywhere before the call shows after it.</summary>
    ValueTask RefreshAsync(CancellationToken cancellationToken = default);

    /// <summary>Writes records, rejects, documents and the journal line as one: all of it or nothing.</summary>
    ValueTask<BatchCounts> CommitAsync(RecordBatch batch, CancellationToken cancellationToken = default);

    /// <summary>Brings records of an earlier version of their type to today's, each as a change with its line in the journal. Before anything else is done with the vault.</summary>
    /// <exception cref="VaultException">It holds one of a later version than is known here.</exception>
    ValueTask BringUpAsync(IReadOnlyList<RecordType> types, CancellationToken cancellationToken = default);

    /// <summary>Writes documents as one if others are still as they were read; false, with nothing written, when one of them is not.</summary>
    ValueTask<bool> TryWriteAsync(IReadOnlyList<DocumentWrite> expected, IReadOnlyList<DocumentWrite> writes, CancellationToken cancellationToken = default);

    /// <summary>Writes a document with the next commit of this use of the vault, where a commit costs a request, and else at once. For what may be lost with the process.</summary>
    ValueTask PutSoonAsync(string kind, string id, ReadOnlyMemory<byte> body);

    /// <summary>The record, also when it is a tombstone.</summary>
    ValueTask<StoredRecord?> FindAsync(RecordType type, RecordId id);

    /// <summary>What a person deleted and can take back, the latest first: those deleted before that sequence number.</summary>
    ValueTask<TrashPage> TrashAsync(long? before, int limit);

    /// <summary>What undoing that run would do to these records. Each is an <see cref="WriteKind.Undo"/>.</summary>
    ValueTask<UndoCounts> ForeseeUndoAsync(string run, IReadOnlyList<RecordWrite> undos);

    /// <summary>A page in order of time, then id.</summary>
    ValueTask<RecordPage> QueryAsync(RecordQuery query, CancellationToken cancellationToken = default);

    /// <summary>Shows every live record of a type within the bounds to the visitor, without keeping it.</summary>
    ValueTask ScanAsync(string type, TimeBounds bounds, RecordVisitor visitor, CancellationToken cancellationToken = default);

    /// <summary>The times that changes after <paramref name="since"/> touched: a new record's, and for a moved or deleted one also its earlier one. Null when there were too many changes to be worth telling.</summary>
    ValueTask<TouchedTimes?> TouchedSinceAsync(string type, long since, CancellationToken cancellationToken = default);

    /// <summary>Records and files by their words, best first. What it needs for that is made when somebody searches, never when somebody writes.</summary>
    ValueTask<SearchPage> SearchAsync(SearchQuestion question, RecordTexts texts, CancellationToken cancellationToken = default);

    /// <summary>Each record's latest change after <paramref name="since"/>, in order of sequence number.</summary>
    ValueTask<IReadOnlyList<Change>> ChangesAsync(long since, int limit, Func<string, bool> visible);

    /// <summary>The number of the last change.</summary>
    ValueTask<long> SequenceAsync();

    /// <summary>How many live records of each type each source wrote, and the span of their times.</summary>
    ValueTask<IReadOnlyList<Coverage>> CoverageAsync();

    ValueTask<IReadOnlyList<RejectedRecord>> RejectsAsync(string run, long after, int limit);

    /// <summary>Removes what a run set aside.</summary>
    ValueTask DeleteRejectsAsync(string run);

    ValueTask AppendJournalAsync(IReadOnlyList<JournalEntry> entries);

    ValueTask<IReadOnlyList<JournalEntry>> JournalAsync(JournalQuery query);

    /// <summary>For each purpose that is this one or begins with it and a hyphen, the numbers of the first and the last line that have it.</summary>
    ValueTask<IReadOnlyDictionary<string, (long First, long Last)>> JournalSpansAsync(string purpose);

    /// <summary>Keeps content under its SHA-256; the same content again is kept once.</summary>
    ValueTask<KeptFile> KeepFileAsync(Stream content, string name, string mediaType, DateTimeOffset at, CancellationToken cancellationToken = default);

    ValueTask<KeptFile?> FindFileAsync(string hash);

    /// <summary>The content from its beginning, forward only.</summary>
    ValueTask<Stream> OpenFileAsync(string hash);

    ValueTask<IReadOnlyList<KeptFile>> FilesAsync();

    /// <summary>How many live records of each type were read from that file.</summary>
    ValueTask<IReadOnlyDictionary<string, long>> CameFromAsync(string hash);

    /// <summary>The live records that were read from that file, with whose they are.</summary>
    ValueTask<IReadOnlyList<(string Type, RecordId Id, string Source)>> RecordsFromAsync(string hash);

    /// <summary>Removes a kept file and its content; false when there is none. Who asks made sure that nothing refers to it.</summary>
    ValueTask<bool> DeleteFileAsync(string hash);

    /// <summary>A new file for something made from the vault (an export); it shows under its name once the stream is closed.</summary>
    ValueTask<Stream> CreateArtifactAsync(string name);

    /// <summary>A seekable stream, or null when there is none of that name.</summary>
    ValueTask<Stream?> OpenArtifactAsync(string name);

    ValueTask DeleteArtifactAsync(string name);

    /// <summary>A seekable place for something in passing, which nobody else can open. It is gone when it is closed, also when the process is killed.</summary>
    ValueTask<Stream> CreateScratchAsync();

    /// <summary>Takes the right to do something alone, or null when another has it. Given back when disposed, and when the process dies; who has it then sees what was done under it before.</summary>
    /// <param name="name">What the right is to.</param>
    /// <param name="first">What is written with it, from what stands then. May be asked twice.</param>
    ValueTask<IVaultLease?> TryLeaseAsync(string name, FirstDocuments? first = null);

    /// <summary>The whole vault as it stands now; later changes do not show in it.</summary>
    ValueTask<IVaultSnapshot> SnapshotAsync();

    /// <summary>Compares records, indexes, files, hashes and sequence, and writes nothing; with a mending, what can be made of what is here is put right, with a line in the journal.</summary>
    ValueTask<IReadOnlyList<Finding>> CheckAsync(Mending? mending = null, CancellationToken cancellationToken = default);
}

/// <summary>What is written when a right is taken.</summary>
/// <param name="find">Finds a document by kind and id, as it stands at that moment.</param>
public delegate IEnumerable<DocumentWrite> FirstDocuments(Func<string, string, byte[]?> find);

/// <summary>The right to do something alone, until it is disposed or lost.</summary>
public interface IVaultLease : IAsyncDisposable
{
    /// <summary>Cancelled when another may have it now, because the storage was out of reach for too long. What goes on then stops, and writes no more than it must.</summary>
    CancellationToken Lost { get; }
}

/// <summary>A vault at one sequence number.</summary>
public interface IVaultSnapshot : IAsyncDisposable
{
    long Sequence { get; }

    /// <summary>Names of the types that have records or tombstones, in order.</summary>
    IReadOnlyList<string> Types { get; }

    /// <summary>Records and tombstones of a type, in order of their sequence numbers.</summary>
    IEnumerable<StoredRecord> Records(string type);

    IEnumerable<JournalEntry> Journal();

    IReadOnlyList<KeptFile> Files { get; }

    IReadOnlyList<StoredDocument> Documents(string kind);

    /// <summary>How many records and tombstones of a type there are.</summary>
    long Count(string type);

    /// <summary>All but the contents of files as one SQLite database, at this sequence number: a seekable stream, gone when it is closed. Nobody who writes waits for it.</summary>
    Stream OpenDatabase();
}

/// <summary>Opens the vaults of a hub by their id.</summary>
public interface IVaultStores
{
    ValueTask<bool> ExistsAsync(string vaultId);

    ValueTask<IReadOnlyList<string>> ListAsync();

    /// <summary>Opens a vault, making it when <paramref name="create"/> says so.</summary>
    /// <exception cref="VaultException">There is none, or its format is newer than this hub.</exception>
    ValueTask<IVaultStore> OpenAsync(string vaultId, bool create = false);

    /// <summary>What may still hold an erased vault for a while, out of the hub's reach, and until when; null when nothing is known to.</summary>
    Text? Remains { get; }

    /// <summary>Removes all of a vault. It must not be open.</summary>
    ValueTask EraseAsync(string vaultId);

    /// <summary>Throws away artifacts that were made before then, in every vault, and what is left of erasures that were cut short.</summary>
    ValueTask SweepAsync(DateTimeOffset before);
}

/// <summary>A vault cannot be opened or written; the message says what to do.</summary>
public class VaultException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A newer hub wrote it, in a way that this one does not know.</summary>
public sealed class NewerVaultException(Text detail) : VaultException(detail.En)
{
    public Text Detail => detail;
}

/// <summary>The vault was erased.</summary>
public sealed class VaultGoneException() : VaultException("There is no such vault any more: it was erased.");
