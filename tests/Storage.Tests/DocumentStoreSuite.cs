using System.Globalization;
using System.Text;
using Hub.Core.Vaults;
using Xunit;

namespace Storage.Tests;

/// <summary>What every store of documents promises. Each implementation runs all of it.</summary>
public abstract class DocumentStoreSuite
{
    private static readonly string[] Nasty =
    [
        "", "a", "a\0", "a\0b", "ab", "B", "b-1", "it's", "''", "\"", "/", "\\", "a/../b", "%", "%27", "100%", "?x=1&y=2", "#", "+", " ", "  ", ".", "..", "_", "_2f", "\n", "\t\u007f\u0085", "é", "e\u0301", "\u4e2d\u6587", "\U0001F600", "\uFFFD",
        "\u00FF", "PartitionKey eq 'x'", "(x,y)", "2024-05-01T10:00:00+02:00", new('z', 300), new string('z', 300) + "0",
    ];

    /// <summary>Over a place that is empty, the same at each call in a test.</summary>
    protected abstract IHubStore Store { get; }

    /// <summary>Another hub's view of the same place.</summary>
    protected abstract IHubStore Other { get; }

    [Fact]
    public async Task Documents_are_put_added_once_replaced_listed_and_deleted()
    {
        Assert.Null(await Store.FindDocumentAsync("run", "1"));
        Assert.Empty(await Store.ListDocumentsAsync("run"));
        Assert.Empty(await Store.LatestDocumentsAsync("run", 5));
        Assert.False(await Store.DeleteDocumentAsync("run", "1"));
        Assert.False(await Store.TryReplaceDocumentAsync("run", "1", Bytes("b")));
        Assert.True(await Store.TryAddDocumentAsync("run", "1", Bytes("a")));
        Assert.False(await Other.TryAddDocumentAsync("run", "1", Bytes("b")));
        Assert.Equal(Bytes("a"), await Other.FindDocumentAsync("run", "1"));
        Assert.False(await Store.TryReplaceDocumentAsync("run", "2", Bytes("b")));
        Assert.Null(await Store.FindDocumentAsync("run", "2"));
        await Store.PutDocumentAsync("run", "2", Bytes("b"));
        Assert.True(await Other.TryReplaceDocumentAsync("run", "2", Bytes("c")));
        Assert.Equal(Bytes("c"), await Store.FindDocumentAsync("run", "2"));
        await Store.PutDocumentAsync("run", "2", Bytes("d"));
        await Store.PutDocumentAsync("grant", "2", ReadOnlyMemory<byte>.Empty);
        Assert.Equal([("1", "a"), ("2", "d")], (await Other.ListDocumentsAsync("run")).Select(document => (document.Id, Encoding.UTF8.GetString(document.Body))));
        Assert.Empty((await Store.FindDocumentAsync("grant", "2"))!);
        Assert.Empty(Assert.Single(await Store.ListDocumentsAsync("grant")).Body);
        Assert.True(await Store.DeleteDocumentAsync("run", "1"));
        Assert.False(await Other.DeleteDocumentAsync("run", "1"));
        Assert.Null(await Store.FindDocumentAsync("run", "1"));
        Assert.Equal(Bytes(""), await Store.FindDocumentAsync("grant", "2"));
    }

    [Fact]
    public async Task Ids_may_hold_anything_and_lie_in_the_order_of_their_bytes()
    {
        foreach (var id in Nasty)
        {
            Assert.True(await Store.TryAddDocumentAsync("run", id, Encoding.UTF8.GetBytes(id)), id);
            Assert.False(await Store.TryAddDocumentAsync("run", id, Encoding.UTF8.GetBytes(id)), id);
        }

        var ordered = Nasty.OrderBy(Encoding.UTF8.GetBytes, Comparer<byte[]>.Create((one, two) => one.AsSpan().SequenceCompareTo(two))).ToList();
        var listed = await Store.ListDocumentsAsync("run");
        Assert.Equal(ordered, listed.Select(document => document.Id));
        Assert.All(listed, document => Assert.Equal(document.Id, Encoding.UTF8.GetString(document.Body)));
        Assert.Equal(Enumerable.Reverse(ordered), (await Store.LatestDocumentsAsync("run", 1000)).Select(document => document.Id));
        for (var place = 0; place < ordered.Count; place++)
        {
            Assert.Equal(ordered.Take(place).Reverse().Take(3), (await Store.LatestDocumentsAsync("run", 3, ordered[place])).Select(document => document.Id));
        }

        foreach (var id in Nasty)
        {
            Assert.Equal(Encoding.UTF8.GetBytes(id), await Store.FindDocumentAsync("run", id));
            Assert.True(await Store.TryReplaceDocumentAsync("run", id, Bytes("new")));
            Assert.True(await Store.DeleteDocumentAsync("run", id), id);
        }

        Assert.Empty(await Store.ListDocumentsAsync("run"));
    }

    [Fact]
    public async Task A_random_id_lies_where_its_bytes_say()
    {
        var random = new Random(1);
        var ids = Enumerable.Range(0, 60).Select(_ => new string([.. Enumerable.Range(0, random.Next(6)).Select(_ => (char)random.Next(random.Next(2) == 0 ? 3 : 0xD7FF))])).Distinct().ToList();
        await Task.WhenAll(ids.Select(id => Store.PutDocumentAsync("run", id, Bytes("x")).AsTask()));
        Assert.Equal(ids.Select(Encoding.UTF8.GetBytes).Order(Comparer<byte[]>.Create((one, two) => one.AsSpan().SequenceCompareTo(two))), (await Store.ListDocumentsAsync("run")).Select(document => Encoding.UTF8.GetBytes(document.Id)));
    }

    [Fact]
    public async Task Kinds_may_hold_anything_and_never_mix()
    {
        string[] kinds = ["run", "Run", "run_", "run_5f", "run/1", "run%2F1", "run'", "run''", "é", "\u4e2d", " ", "a\0b", new('k', 120), new string('k', 120) + "é"];
        foreach (var kind in kinds)
        {
            await Store.PutDocumentAsync(kind, "1", Encoding.UTF8.GetBytes(kind));
        }

        foreach (var kind in kinds)
        {
            Assert.Equal(kind, Encoding.UTF8.GetString(Assert.Single(await Store.ListDocumentsAsync(kind)).Body));
            Assert.Equal(kind, Encoding.UTF8.GetString((await Other.FindDocumentAsync(kind, "1"))!));
        }
    }

    [Fact]
    public async Task The_latest_come_first_as_many_as_asked_for_and_go_on_before_one()
    {
        foreach (var id in new[] { "a-1", "b-1", "b~", "a-2", "b-3" })
        {
            await Store.PutDocumentAsync("run", id, Bytes("x"));
        }

        await Store.PutDocumentAsync("grant", "b-2", Bytes("x"));
        Assert.Equal(["b~", "b-3"], (await Store.LatestDocumentsAsync("run", 2)).Select(document => document.Id));
        Assert.Equal(["b-3", "b-1"], (await Store.LatestDocumentsAsync("run", 2, "b~")).Select(document => document.Id));
        Assert.Equal(["b-3", "b-1", "a-2"], (await Store.LatestDocumentsAsync("run", 3, "b-4 is not there")).Select(document => document.Id));
        Assert.Equal(["a-2", "a-1"], (await Store.LatestDocumentsAsync("run", 9, "b-1")).Select(document => document.Id));
        Assert.Empty(await Store.LatestDocumentsAsync("run", 9, "a-1"));
        Assert.Empty(await Store.LatestDocumentsAsync("run", 0));
    }

    [Fact]
    public async Task Two_thousand_five_hundred_documents_of_a_kind_are_listed_whole()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 2500), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) => await Store.PutDocumentAsync("many", Name(number), Encoding.UTF8.GetBytes(Name(number))));
        await Store.PutDocumentAsync("manz", "1", Bytes("x"));
        var listed = await Store.ListDocumentsAsync("many");
        Assert.Equal(Enumerable.Range(0, 2500).Select(Name), listed.Select(document => document.Id));
        Assert.All(listed, document => Assert.Equal(document.Id, Encoding.UTF8.GetString(document.Body)));
        Assert.Equal(Enumerable.Range(500, 1700).Reverse().Select(Name), (await Store.LatestDocumentsAsync("many", 1700, Name(2200))).Select(document => document.Id));
    }

    [Theory]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(700 * 1024)]
    public async Task A_large_document_comes_back_whole(int size)
    {
        var body = new byte[size];
        new Random(size).NextBytes(body);
        await Store.PutDocumentAsync("large", "1", body);
        Assert.Equal(body, await Store.FindDocumentAsync("large", "1"));
        body[^1] ^= 1;
        Assert.True(await Store.TryReplaceDocumentAsync("large", "1", body));
        Assert.Equal(body, Assert.Single(await Store.ListDocumentsAsync("large")).Body);
        await Store.PutDocumentAsync("large", "1", Bytes("small"));
        Assert.Equal(Bytes("small"), await Store.FindDocumentAsync("large", "1"));
    }

    [Fact]
    public async Task Of_many_who_add_one_succeeds_and_of_many_who_delete_one_does()
    {
        for (var round = 0; round < 10; round++)
        {
            var id = $"{round}";
            var added = await Together(8, number => Of(number).TryAddDocumentAsync("once", id, Bytes($"{number}")).AsTask());
            var winner = Array.IndexOf(added, true);
            Assert.Single(added, true);
            Assert.Equal(Bytes($"{winner}"), await Store.FindDocumentAsync("once", id));
            Assert.Single(await Together(8, number => Of(number).DeleteDocumentAsync("once", id).AsTask()), true);
            Assert.Null(await Store.FindDocumentAsync("once", id));
        }
    }

    [Fact]
    public async Task What_was_deleted_is_not_brought_back_by_who_replaces_it()
    {
        for (var round = 0; round < 20; round++)
        {
            var id = $"{round}";
            await Store.PutDocumentAsync("session", id, Bytes("old"));
            var done = await Together(4, number => number == 0 ? Other.DeleteDocumentAsync("session", id).AsTask() : Store.TryReplaceDocumentAsync("session", id, Bytes("new")).AsTask());
            Assert.True(done[0]);
            Assert.Null(await Store.FindDocumentAsync("session", id));
        }
    }

    protected static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Name(int number) => number.ToString("d5", CultureInfo.InvariantCulture);

    private IHubStore Of(int number) => number % 2 == 0 ? Store : Other;

    private static Task<bool[]> Together(int count, Func<int, Task<bool>> work) => Task.WhenAll(Enumerable.Range(0, count).Select(number => Task.Run(() => work(number))));
}
