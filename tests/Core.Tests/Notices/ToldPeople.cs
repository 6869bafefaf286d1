using Hub.Testing;
using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Hub.Core.Accounts;
using Hub.Core.Notices;
using Hub.Core.Notices.Channels;
using Hub.Core.Plugins;
using Hub.Core.Records;
using Hub.Core.Runs;
using Hub.Core.Sources;
using Hub.Core.Vaults;
using Hub.Sdk;
using Hub.Storage.Local;
using Storage.Tests;

namespace Core.Tests.Notices;

/// <summary>A hub's people and their channel, on a clock that a test sets: what is decided, kept and told, without a network.</summary>
internal sealed class ToldPeople : IAsyncDisposable
{
    private static readonly RecordTypes Types = RecordTypes.Load(Repository.RecordTypeFiles);

    private readonly TempFolder _folder = new();
    private readonly LocalHubStore _inner;

    public ToldPeople(string now = "2026-11-22T09:00:00+01:00")
    {
        Clock = new HandClock(DateTimeOffset.Parse(now));
        _inner = new LocalHubStore(_folder.Path);
        Store = new FragileStore(_inner);
        Vaults = new VaultPool(new LocalVaultStores(_folder.Path, Clock));
        Accounts = new AccountBook(Store, Clock);
        Book = new NoticeBook(Store);
        Channels = new ChannelBook(Book, [Phone], Sealer, Vaults, Clock);
        var plugins = new PluginCatalogue([Path.Combine(Repository.Root, "plugins")], new PluginFolder(SchemaValidator.Compile(File.ReadAllBytes(Path.Combine(Repository.Root, "sdk", "plugin.schema.json"))), Types));
        Finder = new NoticeFinder(Book, Accounts, plugins, Types, Clock, Log.Add);
        Teller = new NoticeTeller(Book, Finder, new NoticeComposer(plugins, () => "https://hub.example.org"), Accounts, Vaults, [Phone], Sealer, Clock, Log.Add);
    }

    public HandClock Clock { get; }

    public FragileStore Store { get; }

    public VaultPool Vaults { get; }

    public AccountBook Accounts { get; }

    public NoticeBook Book { get; }

    public ChannelBook Channels { get; }

    public NoticeFinder Finder { get; }

    public NoticeTeller Teller { get; }

    public PlainSealer Sealer { get; } = new();

    public FakeChannel Phone { get; } = new();

    public List<string> Log { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await Vaults.DisposeAsync();
        _inner.Dispose();
        _folder.Dispose();
    }

    public async Task<Account> AddAsync(string name, Func<NoticeWish, NoticeWish>? wish = null, bool admin = false)
    {
        var account = (await Accounts.AddAsync(name, admin))!;
        var fault = await Channels.SaveAsync(account, (wish ?? (it => it))(new NoticeWish { Channel = ChannelKind.Webhook, Address = name, Language = "en" }));
        return fault is null ? account : throw new InvalidOperationException(fault.Message.En);
    }

    public async Task<Run> RunAsync(Account account, Func<Run, Run> shape, bool consider = true)
    {
        await using var vault = await Vaults.OpenAsync(account.Vaults[0], create: true);
        var run = shape(new Run { Id = RunStore.NewId(Clock), Kind = RunKind.Sync, Source = "bank-1", Plugin = "bank", Actor = account.Actor, Created = Clock.GetUtcNow() });
        await vault.Store.SaveRunAsync(run);
        await vault.Store.TryAddSourceAsync(new Source { Id = run.Source!, Plugin = "bank", Label = "My secret bank", Settings = System.Text.Json.JsonElement.Parse("{}"), Created = run.Created });
        if (consider)
        {
            await Finder.ConsiderAsync(vault.Store.VaultId, run);
        }

        return run;
    }

    public Task<Run> AskAsync(Account account, string key = "code") =>
        RunAsync(account, run => run with { State = RunState.Waiting, Outcome = Outcome.CodeNeeded, Question = new RunQuestion(key, new Text("The code sent to 06 12 34?", "Le code ?")) });

    public Task<Run> EndAsync(Account account, Outcome outcome, string source = "bank-1") => RunAsync(account, run => run with { Source = source, State = Outcomes.Of(outcome).State, Outcome = outcome, Ended = Clock.GetUtcNow() });

    public async Task SaveAsync(Account account, Run run)
    {
        await using var vault = await Vaults.OpenAsync(account.Vaults[0]);
        await vault.Store.SaveRunAsync(run);
    }

    /// <summary>A live source whose connector asks when the consent ends, or to which the person gave that long here.</summary>
    public async Task ConsentAsync(Account account, string until, bool here = false)
    {
        var allowed = new Allowance { Types = [], Asked = [], Version = "1.0.0", Purpose = "", Created = Clock.GetUtcNow(), Expires = DateTimeOffset.Parse(until + "T00:00:00Z") };
        await using var vault = await Vaults.OpenAsync(account.Vaults[0], create: true);
        await vault.Store.SaveSourceAsync(new Source { Id = "linky-api-1", Plugin = "linky-api", Settings = System.Text.Json.JsonElement.Parse(here ? "{}" : $$"""{"consentUntil":"{{until}}"}"""), Allow = here ? allowed : null, Created = Clock.GetUtcNow() });
    }

    /// <summary>A reading of that day, as the smart meter's file brings it.</summary>
    public async Task ReadMeterAsync(Account account, string start)
    {
        await using var vault = await Vaults.OpenAsync(account.Vaults[0], create: true);
        var type = Types.Get("energy.consumption");
        var record = Make.Record(type, new JsonObject
        {
            ["usagePoint"] = "m1",
            ["commodity"] = "electricity",
            ["direction"] = "delivered",
            ["series"] = "daily",
            ["start"] = start,
            ["duration"] = 86400,
            ["energy"] = 12000,
        }.ToJsonString());
        var batch = new RecordBatch { Writer = new Writer("linky", account.Actor, "test") };
        batch.Writes.Add(new RecordWrite(WriteKind.Put, type, record.Id, record, new Provenance("linky", null, "linky", "1.0.0", Clock.GetUtcNow(), null)));
        await vault.Store.CommitAsync(batch);
    }

    /// <summary>Lets the time come and makes one round.</summary>
    public async Task TickAsync(TimeSpan? after = null)
    {
        Clock.Advance(after ?? TimeSpan.Zero);
        await Teller.TickAsync();
    }

    public async Task TickAtAsync(string time)
    {
        Clock.Now = DateTimeOffset.Parse(time);
        await Teller.TickAsync();
    }

    internal sealed class PlainSealer : ISealer
    {
        /// <summary>As after the keys were lost.</summary>
        public bool IsBroken { get; set; }

        public byte[] Seal(ReadOnlySpan<byte> content, string purpose) => [.. System.Text.Encoding.UTF8.GetBytes(purpose), 0, .. content];

        public byte[]? TryOpen(ReadOnlySpan<byte> sealedContent, string purpose) =>
            IsBroken || !sealedContent.StartsWith(System.Text.Encoding.UTF8.GetBytes(purpose)) ? null : sealedContent[(sealedContent.IndexOf((byte)0) + 1)..].ToArray();
    }

    /// <summary>Takes every message, or fails as the test says.</summary>
    internal sealed class FakeChannel : INoticeChannel
    {
        public ConcurrentQueue<(string To, NoticeMessage Message)> Sent { get; } = new();

        public ConcurrentQueue<(string To, NoticeMessage Message)> Tried { get; } = new();

        public DeliveryOutcome Outcome { get; set; } = DeliveryOutcome.Sent;

        /// <summary>What happens while a message is on its way.</summary>
        public Func<string, Task>? OnSend { get; set; }

        public ChannelKind Kind => ChannelKind.Webhook;

        public ChannelAddress Read(string typed) => ChannelAddress.Good(typed, "…");

        public async Task<DeliveryOutcome> SendAsync(NoticeMessage message, string address, CancellationToken cancellationToken)
        {
            Tried.Enqueue((address, message));
            if (OnSend is { } onSend)
            {
                await onSend(address);
            }

            if (Outcome == DeliveryOutcome.Sent)
            {
                Sent.Enqueue((address, message));
            }

            return Outcome;
        }
    }

    /// <summary>The hub's store, which dies when the test says so: from then on nothing is written, as after kill -9.</summary>
    internal sealed class FragileStore(LocalHubStore inner) : IHubStore
    {
        public Func<string, bool>? Dies { get; set; }

        public ValueTask<byte[]?> FindDocumentAsync(string kind, string id) => inner.FindDocumentAsync(kind, id);

        public ValueTask<IReadOnlyList<StoredDocument>> ListDocumentsAsync(string kind) => inner.ListDocumentsAsync(kind);

        public ValueTask<IReadOnlyList<HubDocument>> AllDocumentsAsync() => inner.AllDocumentsAsync();

        public ValueTask<IReadOnlyList<StoredDocument>> LatestDocumentsAsync(string kind, int count, string? before = null) => inner.LatestDocumentsAsync(kind, count, before);

        public ValueTask PutDocumentAsync(string kind, string id, ReadOnlyMemory<byte> body) => Living(kind).PutDocumentAsync(kind, id, body);

        public ValueTask<bool> TryAddDocumentAsync(string kind, string id, ReadOnlyMemory<byte> body) => Living(kind).TryAddDocumentAsync(kind, id, body);

        public ValueTask<bool> TryReplaceDocumentAsync(string kind, string id, ReadOnlyMemory<byte> body) => Living(kind).TryReplaceDocumentAsync(kind, id, body);

        public ValueTask<bool> DeleteDocumentAsync(string kind, string id) => Living(kind).DeleteDocumentAsync(kind, id);

        private LocalHubStore Living(string kind) => Dies?.Invoke(kind) == true ? throw new InvalidOperationException("killed") : inner;
    }
}
