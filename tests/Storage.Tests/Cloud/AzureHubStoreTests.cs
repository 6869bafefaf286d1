using Azure.Core;
using Hub.Core.Vaults;
using Hub.Storage.Azure;
using Hub.Storage.Azure.Tables;
using Hub.Testing;
using Xunit;

namespace Storage.Tests.Cloud;

public sealed class AzureHubStoreTests : DocumentStoreSuite, IAsyncLifetime
{
    private readonly string _name = "hub" + Guid.NewGuid().ToString("n");
    private string _account = "";
    private AzureHubStore _store = null!;
    private AzureHubStore _other = null!;

    protected override IHubStore Store => _store;

    protected override IHubStore Other => _other;

    public async ValueTask InitializeAsync()
    {
        _account = (await Azurite.SharedAsync()).ConnectionString;
        (_store, _other) = (Open(), Open());
    }

    public async ValueTask DisposeAsync() => await StorageAccount.Parse(_account).Table(_name).DeleteTableAsync();

    [Fact]
    public async Task Each_call_is_one_request_and_a_list_one_for_each_thousand()
    {
        await Store.PutDocumentAsync("run", "0", Bytes("x"));
        var transport = new ToldTransport();
        var store = Open(transport);
        async Task Costs(int requests, Func<Task> call)
        {
            var before = transport.Sent.Count;
            await call();
            Assert.Equal(requests, transport.Sent.Count - before);
        }

        await Costs(1, async () => Assert.NotNull(await store.FindDocumentAsync("run", "0")));
        await Costs(1, async () => Assert.Null(await store.FindDocumentAsync("run", "none")));
        await Costs(1, async () => await store.PutDocumentAsync("run", "1", Bytes("x")));
        await Costs(1, async () => Assert.True(await store.TryAddDocumentAsync("run", "2", Bytes("x"))));
        await Costs(1, async () => Assert.False(await store.TryAddDocumentAsync("run", "2", Bytes("x"))));
        await Costs(1, async () => Assert.True(await store.TryReplaceDocumentAsync("run", "2", Bytes("y"))));
        await Costs(1, async () => Assert.False(await store.TryReplaceDocumentAsync("run", "none", Bytes("y"))));
        await Costs(1, async () => Assert.True(await store.DeleteDocumentAsync("run", "2")));
        await Costs(1, async () => Assert.False(await store.DeleteDocumentAsync("run", "2")));
        await Costs(1, async () => Assert.Equal(2, (await store.ListDocumentsAsync("run")).Count));
        await Costs(1, async () => Assert.Single(await store.LatestDocumentsAsync("run", 1)));
        await Parallel.ForEachAsync(Enumerable.Range(0, 1001), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) => await store.PutDocumentAsync("many", $"{number}", Bytes("x")));
        await Costs(2, async () => Assert.Equal(1001, (await store.ListDocumentsAsync("many")).Count));
        await Costs(1, async () => Assert.Equal(1000, (await store.LatestDocumentsAsync("many", 1000)).Count));
    }

    [Fact]
    public async Task A_first_write_makes_the_table_also_when_two_hubs_start_at_once()
    {
        var transport = new ToldTransport();
        await Open(transport).PutDocumentAsync("run", "0", Bytes("x"));
        Assert.Equal(["PUT", "POST", "PUT"], transport.Sent.Select(sent => sent.Method));
        await StorageAccount.Parse(_account).Table(_name).DeleteTableAsync();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(number => Open().PutDocumentAsync("run", $"{number}", Bytes("x")).AsTask()));
        Assert.Equal(6, (await Store.ListDocumentsAsync("run")).Count);
    }

    [Fact]
    public async Task Who_added_a_document_is_told_so_also_when_the_first_answer_was_lost()
    {
        await Store.PutDocumentAsync("run", "0", Bytes("x"));
        Assert.True(await Losing("POST").TryAddDocumentAsync("account", "alex", Bytes("mine")));
        Assert.False(await Losing("POST").TryAddDocumentAsync("account", "alex", Bytes("theirs")));
        Assert.Equal(Bytes("mine"), await Store.FindDocumentAsync("account", "alex"));
        await Losing("PUT").PutDocumentAsync("account", "alex", Bytes("changed"));
        Assert.True(await Losing("PUT").TryReplaceDocumentAsync("account", "alex", Bytes("again")));
        Assert.Equal(Bytes("again"), await Store.FindDocumentAsync("account", "alex"));
    }

    [Fact]
    public async Task A_deletion_of_which_the_answer_was_lost_is_done_and_claimed_by_nobody()
    {
        await Store.PutDocumentAsync("code", "1", Bytes("x"));
        Assert.False(await Losing("DELETE").DeleteDocumentAsync("code", "1"));
        Assert.Null(await Store.FindDocumentAsync("code", "1"));
    }

    [Fact]
    public async Task What_does_not_fit_a_row_is_refused_with_its_size()
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(async () => await Store.PutDocumentAsync("large", "1", new byte[TableEntity.LargestBody + 1]));
        Assert.Contains("720,897 bytes", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.PutDocumentAsync("run", new string('x', 320), Bytes("x")));
    }

    private AzureHubStore Open(ToldTransport? transport = null) => new(StorageAccount.Parse(_account, new() { Transport = transport, FirstWait = TimeSpan.FromMilliseconds(5) }).Table(_name));

    /// <summary>A hub that hears nothing of the first such request, which was done.</summary>
    private AzureHubStore Losing(string method)
    {
        var lost = false;
        return Open(new ToldTransport(after: request =>
        {
            if (!lost && request.Method == RequestMethod.Parse(method))
            {
                lost = true;
                throw new IOException("The answer was lost.");
            }
        }));
    }
}
