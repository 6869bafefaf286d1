using System.Text;
using Hub.Core.Vaults;
using Hub.Storage.Azure;
using Hub.Testing.Wire.Storage;
using Xunit;

namespace Storage.Tests.Cloud.Faults;

/// <summary>What belongs to the hub (accounts, sessions, tokens, keys, work to do), when the account fails on the way.</summary>
public sealed class DocumentFaultTests : FaultyAccount
{
    private const string Kind = "session";
    private readonly string _table = $"t{Guid.NewGuid():n}";

    public static TheoryData<string> Faults => Fault.All;

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Each_call_that_meets_a_fault_once_is_done_once_and_says_so(string fault)
    {
        var store = await MadeAsync();
        await OnceAsync(fault, async () => await store.PutDocumentAsync(Kind, "put", Body("1")));
        await OnceAsync(fault, async () => Assert.True(await store.TryAddDocumentAsync(Kind, "added", Body("2"))));
        await OnceAsync(fault, async () => Assert.False(await store.TryAddDocumentAsync(Kind, "added", Body("3"))));
        await OnceAsync(fault, async () => Assert.True(await store.TryReplaceDocumentAsync(Kind, "put", Body("4"))));
        await OnceAsync(fault, async () => Assert.False(await store.TryReplaceDocumentAsync(Kind, "none", Body("5"))));
        await OnceAsync(fault, async () => Assert.Equal("4", Text(await store.FindDocumentAsync(Kind, "put"))));
        await OnceAsync(fault, async () => Assert.Equal([("added", "2"), ("put", "4")], (await store.ListDocumentsAsync(Kind)).Select(document => (document.Id, Text(document.Body)))));
        await OnceAsync(fault, async () => Assert.Equal(["put"], (await store.LatestDocumentsAsync(Kind, 1)).Select(document => document.Id)));
        await OnceAsync(fault, async () => await store.DeleteDocumentAsync(Kind, "added"));
        Assert.Null(await store.FindDocumentAsync(Kind, "added"));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task What_never_gets_through_fails_by_name_and_is_done_whole_or_not_at_all(string fault)
    {
        var store = await MadeAsync();
        await store.PutDocumentAsync(Kind, "one", Body("before"));
        using (Proxy.Play(Fault.Of(fault), call => call.Service == StorageService.Table, int.MaxValue))
        {
            await FailsAsync(fault, async () => await store.PutDocumentAsync(Kind, "one", Body("after")));
            await FailsAsync(fault, async () => await store.TryAddDocumentAsync(Kind, "two", Body("after")));
            await FailsAsync(fault, async () => await store.FindDocumentAsync(Kind, "one"));
            await FailsAsync(fault, async () => await store.ListDocumentsAsync(Kind));
            await FailsAsync(fault, async () => await store.DeleteDocumentAsync(Kind, "three"));
        }

        Assert.Contains(Text(await store.FindDocumentAsync(Kind, "one")), new[] { "before", "after" });
        Assert.True(await store.FindDocumentAsync(Kind, "two") is not { } two || Text(two) == "after");
        await store.PutDocumentAsync(Kind, "one", Body("again"));
        Assert.Equal("again", Text(await store.FindDocumentAsync(Kind, "one")));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Of_two_hubs_that_add_one_document_one_is_told_that_it_did(string fault)
    {
        var (one, two) = (await MadeAsync(), await MadeAsync());
        using var rule = Proxy.Play(Fault.Of(fault), call => call.Operation == "Insert Entity");
        var added = await Task.WhenAll(one.TryAddDocumentAsync(Kind, "key", Body("one")).AsTask(), two.TryAddDocumentAsync(Kind, "key", Body("two")).AsTask());
        Assert.Single(added, true);
        Assert.Equal(added[0] ? "one" : "two", Text(await one.FindDocumentAsync(Kind, "key")));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_code_that_counts_once_is_never_taken_twice(string fault)
    {
        var (one, two) = (await MadeAsync(), await MadeAsync());
        await one.PutDocumentAsync("code", "c", Body("x"));
        using var rule = Proxy.Play(Fault.Of(fault), call => call.Operation == "Delete Entity");
        var taken = await Task.WhenAll(one.DeleteDocumentAsync("code", "c").AsTask(), two.DeleteDocumentAsync("code", "c").AsTask());
        Assert.InRange(taken.Count(was => was), 0, 1);
        Assert.Null(await one.FindDocumentAsync("code", "c"));
    }

    private async Task OnceAsync(string fault, Func<Task> work)
    {
        using var rule = Proxy.Play(Fault.Of(fault), call => call.Service == StorageService.Table);
        await work();
        Assert.Equal(1, rule.Hits);
    }

    /// <summary>An answer of which no byte was to come may come whole all the same: then it is heard.</summary>
    private static async Task FailsAsync(string fault, Func<Task> work)
    {
        var failed = await Record.ExceptionAsync(work);
        Assert.True(failed is null ? fault == "reset within the reply" : failed is StorageAwayException, failed?.ToString() ?? "no failure");
    }

    private async Task<AzureHubStore> MadeAsync()
    {
        var store = new AzureHubStore(Account().Table(_table));
        await store.PutDocumentAsync("made", "before anything fails", Body(""));
        return store;
    }

    private static byte[] Body(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(byte[]? body) => Encoding.UTF8.GetString(body!);
}
