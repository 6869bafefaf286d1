using System.Globalization;
using System.Runtime.InteropServices;
using Hub.Core.Egress;
using Hub.Core.Grants;
using Hub.Core.Journal;
using Hub.Core.Plugins;
using Hub.Core.Plugins.Running;
using Hub.Core.Records;
using Hub.Core.Runs;
using Hub.Core.Vaults;
using Hub.Sdk;
using Hub.Wire;

namespace Hub.Core.Sources;

/// <summary>
/// Takes what a live source brings. The source's cursor is committed in one batch with the records before it, so a run that was killed goes on from there and tells again at most
/// what came after it; the counts then say what was read, twice where it was read twice.
/// </summary>
internal sealed class SyncIngest(
    SyncPlace place, RecordTypes types, Plugin plugin, Run run, Provenance provenance, SourceSecrets secrets, BrokerSession calls, Narrowing narrowing, TimeProvider clock, RunEvents events, RunLog log)
    : RecordIngest(place.Store, types, plugin, run, provenance, NoFile, clock, events, log, run.Committed), IRunHandler
{
    private const int HeldPage = 1000;
    private static readonly TimeSpan LongestTold = TimeSpan.FromDays(7);
    private static readonly RunCounts NotAllowed = new(Read: 1, Withheld: 1, NotAllowed: 1);
    private static readonly RunCounts OutsideSpan = new(Read: 1, Withheld: 1, OutsideSpan: 1);

    private readonly HeldReplies _held = new();
    private SourceState _state = place.State;
    private HolderSession _session = place.Session;
    private HolderAccount? _account = place.Source.Account;
    private bool _sessionIsNew;

    protected override bool HasNews => Cursor != _state.Cursor || _sessionIsNew;

    public async ValueTask<HttpReply> HttpAsync(HttpCall call, CancellationToken cancellationToken)
    {
        var reply = await calls.SendAsync(call, cancellationToken);
        Heed(reply);
        if (calls.ExportCookies() is var cookies && !cookies.AsSpan().SequenceEqual(_session.Cookies))
        {
            _session = _session with { Cookies = cookies };
            _sessionIsNew = true;
        }

        return reply;
    }

    public override ValueTask QuestionAsync(string key, Text question, IReadOnlyList<Choice> choices)
    {
        Run = Run with { Sync = Run.Sync! with { Asked = Clock.GetUtcNow() } };
        return base.QuestionAsync(key, calls.Redactor.Redact(question), choices);
    }

    /// <summary>At once: a code that the person typed must not be asked again because the hub was killed a moment later.</summary>
    public ValueTask SessionAsync(string? session)
    {
        _session = _session with { Text = session };
        Reseal();
        return Store.SaveSourceStateAsync(place.Source.Id, _state);
    }

    /// <summary>At once: what comes after may fail, and it was signed in all the same.</summary>
    public async ValueTask AccountAsync(HolderAccount account)
    {
        if (ToldAccount.Clean(new HolderAccount(calls.Redactor.Redact(account.Id), calls.Redactor.Redact(account.Label))) is { } told && told != _account)
        {
            _account = told;
            await Store.SaveSourceAccountAsync(place.Source.Id, told);
        }
    }

    public async ValueTask<string> KeepAsync(string name, HttpReply reply) => narrowing.IsNarrow ? _held.Hold(name, reply) : Raw = await KeepFileAsync(name, reply);

    /// <summary>Before anything else is done with it: what the person did not allow is neither read nor set aside.</summary>
    protected override async ValueTask TakeAsync(string type, ReadOnlyMemory<byte> data, string? at, string? subject)
    {
        if (narrowing.Find(TypeOf(type).Name) is not { } allowed)
        {
            await LeaveOutAsync(NotAllowed);
        }
        else if (!allowed.TryNarrow(data, out var narrowed))
        {
            await LeaveOutAsync(OutsideSpan);
        }
        else
        {
            foreach (var reply in _held.NamedIn(narrowed.Span))
            {
                await KeepFileAsync(reply.Name, reply.Reply);
            }

            await base.TakeAsync(type, narrowed, at, subject);
        }
    }

    protected override ValueTask TakeOutAsync(string type, ReadOnlyMemory<byte> identity, string? at, string? subject) =>
        narrowing.Find(TypeOf(type).Name) is not { } allowed ? LeaveOutAsync(NotAllowed)
        : !allowed.TryNarrow(identity, out _) ? LeaveOutAsync(OutsideSpan)
        : base.TakeOutAsync(type, identity, at, subject);

    protected override ValueTask SetAsideAsync(string type, Text reason, string? at) => narrowing.Find(TypeOf(type).Name) is null ? LeaveOutAsync(NotAllowed) : base.SetAsideAsync(type, reason, at);

    private async ValueTask<string> KeepFileAsync(string name, HttpReply reply)
    {
        // First: erasing the source finds its files by this, also those that no record came from.
        await Store.NoteSourceFileAsync(place.Source.Id, HeldReplies.HashOf(reply));
        var body = MemoryMarshal.TryGetArray(reply.Body, out var bytes) ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false) : new MemoryStream(reply.Body.ToArray());
        await using (body)
        {
            var clean = Imports.CleanName(name);
            return (await Store.KeepFileAsync(body, clean, MediaTypes.Of(clean), Clock.GetUtcNow())).Hash;
        }
    }

    /// <summary>In a sync only: a resumed import counts on the same items in the same order, and what is held is not the same any more.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> HeldAsync(string type, string? cursor)
    {
        await CommitAsync();
        var known = TypeOf(type);
        var page = await Store.QueryAsync(new RecordQuery(known) { Limit = HeldPage, After = PageCursor.Parse(cursor) });
        var mine = page.Items.Where(record => record.Provenance.Source == place.Source.Id).ToList();
        if (mine.Count > 0)
        {
            await Store.AppendJournalAsync([new JournalEntry(0, Clock.GetUtcNow(), $"plugin:{place.Source.Plugin}", "read", type, $"run {Run.Id}", mine.Count)]);
        }

        return GrantedPage.Write(page with { Items = mine }, new GrantedType(type, [.. known.Identity.Alternatives.SelectMany(fields => fields).Select(field => field.Name).Distinct(StringComparer.Ordinal)]), name => Speech.NameOf(type, name));
    }

    protected override IEnumerable<DocumentWrite> Beside(Run after)
    {
        if (_sessionIsNew)
        {
            Reseal();
        }

        _state = _state with { Cursor = Cursor, Back = after.Outcome == Outcome.Done ? null : _state.Back };
        yield return SourceStore.ToDocument(place.Source.Id, _state);
    }

    private void Reseal()
    {
        _state = _state with { Session = secrets.Seal(Store.VaultId, place.Source.Id, _session), SecretsEdition = place.Source.SecretsEdition };
        _sessionIsNew = false;
    }

    /// <summary>How long the holder asks to be left alone, in seconds or until when.</summary>
    private void Heed(HttpReply reply)
    {
        if (reply.Status is not (429 or 503) || reply.Headers.FirstOrDefault(header => header.Key.Equals("retry-after", StringComparison.OrdinalIgnoreCase)).Value is not { } told)
        {
            return;
        }

        var now = Clock.GetUtcNow();
        var wait = int.TryParse(told, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds)
            : DateTimeOffset.TryParse(told, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until) ? until - now
            : (TimeSpan?)null;
        Run = Run with { Sync = Run.Sync! with { NotBefore = wait is null ? null : now + (wait < LongestTold ? wait.Value : LongestTold) } };
    }

    private static Stream NoFile() => throw new RunException(Outcome.PluginFault, new(
        "The connector tried to read a file, and there is none in this run.", "Le connecteur a voulu lire un fichier, et il n'y en a pas dans cette collecte."));
}

/// <summary>The source that a run works for, as it stood when the run began.</summary>
internal sealed record SyncPlace(IVaultStore Store, Source Source, SourceState State, HolderSession Session);
