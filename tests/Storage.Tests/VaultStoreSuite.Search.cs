using Hub.Core.Checks;
using System.Text;
using Hub.Core.Search;
using Xunit;

namespace Storage.Tests;

public abstract partial class VaultStoreSuite
{
    /// <summary>Where the store's index lies.</summary>
    protected abstract string SearchFile { get; }

    [Fact]
    public async Task Words_are_found_without_their_accents_capitals_and_elisions_and_by_the_beginning_of_the_last()
    {
        await Store.PutAsync(
            Make.AnEvent("a", "2024-01-01", "\"note\":\"Relevé d'électricité du CŒUR de l'Été\""),
            Make.AnEvent("b", "2024-02-01", "\"note\":\"releve\",\"tags\":[\"Noël\",{\"x\":\"Garçon\"}],\"place\":{\"name\":\"Rue de l'Évêché\"}"));
        Assert.Equal(["b", "a"], await FindAsync("RELEVÉ"));
        Assert.Equal(["a"], await FindAsync("l'electricite releve"));
        Assert.Equal(["a"], await FindAsync("coeur"));
        Assert.Equal(["a"], await FindAsync("cœur été"));
        Assert.Equal(["a"], await FindAsync("électr"));
        Assert.Equal(["b"], await FindAsync("noel garcon eveche"));
        Assert.Equal(["b"], await FindAsync("rue-de:l’évêché"));
        Assert.Equal(["b", "a"], await FindAsync("essais relev"));
        Assert.Empty(await FindAsync("electr releve"));
        Assert.Empty(await FindAsync("2024"));
    }

    [Fact]
    public async Task What_has_the_words_in_its_title_comes_first_then_the_latest_and_pages_follow_without_gap_or_double()
    {
        await Store.PutAsync(Make.AnEvent("orange", "2020-01-01"), Make.AnEvent("orangerie", "2025-01-01"), Make.AnEvent("old", "2021-01-01", "\"note\":\"orange\""), Make.AnEvent("timeless", null, "\"note\":\"orange\""));
        await Store.PutAsync(Enumerable.Range(0, 30).Select(n => Make.AnEvent($"n{n:00}", "2024-03-01", "\"note\":\"Facture orange\"")));
        var all = await FindAsync("orange", limit: 1000);
        Assert.Equal("orange", all[0]);
        Assert.Equal(["old", "timeless", "orangerie"], all[^3..]);
        Assert.Equal(34, all.Distinct().Count());
        Assert.Equal(all, await FindAsync("orange", limit: 1));
        Assert.Equal(all, await FindAsync("orange", limit: 7));
    }

    [Fact]
    public async Task What_is_deleted_leaves_the_search_and_comes_back_with_what_it_is_then()
    {
        await Store.PutAsync(Make.AnEvent("a", "2024-01-01", "\"note\":\"Dupont\""), Make.AnEvent("b", "2024-01-02", "\"note\":\"Dupont\""), Make.AnEvent("c", "2024-01-03", "\"note\":\"Dupont\""));
        Assert.Equal(["c", "b", "a"], await FindAsync("dupont"));
        await Store.WriteAsync(Make.Delete(Make.IdOf("a")), Make.Withdraw(Make.IdOf("b")));
        Assert.Equal(["c"], await FindAsync("dupont"));
        await Store.WriteAsync(Make.Restore(Make.IdOf("a")));
        Assert.Equal(["c", "a"], await FindAsync("dupont"));
        await Store.PutAsync(Make.AnEvent("a", "2024-01-01", "\"note\":\"Durand\""));
        Assert.Equal(["c"], await FindAsync("dupont"));
        Assert.Equal(["a"], await FindAsync("durand"));
        await ReopenAsync();
        Assert.Equal(["a"], await FindAsync("durand"));
    }

    [Fact]
    public async Task Words_of_what_was_deleted_or_removed_are_nowhere_in_the_index_any_more()
    {
        await Store.PutAsync(Make.AnEvent("a", "2024-01-01", "\"note\":\"zanzibar\""), Make.AnEvent("b", "2024-01-02", "\"note\":\"quetzalcoatl\""), Make.AnEvent("c", "2024-01-02", "\"note\":\"ordinary\""));
        var kept = await Store.KeepFileAsync(new MemoryStream([1]), "xylophone.csv", "text/csv", Make.Now);
        Assert.Equal(["a"], await FindAsync("zanzibar"));
        Assert.All(["zanzibar", "quetzalcoatl", "xylophone"], word => Assert.True(IndexHolds(word)));

        await Store.WriteAsync(Make.Delete(Make.IdOf("a")), Make.Delete(Make.IdOf("b")));
        Assert.Empty(await FindAsync("zanzibar"));
        Assert.False(IndexHolds("zanzibar"));
        Assert.True(IndexHolds("ordinary"));

        await Store.WriteAsync(Make.Restore(Make.IdOf("b")));
        Assert.Equal(["b"], await FindAsync("quetzalcoatl"));
        await Store.WriteAsync(Make.Delete(Make.IdOf("b")));
        await Store.WriteAsync(Make.Remove(Make.IdOf("b")));
        Assert.False(IndexHolds("quetzalcoatl"));

        Assert.Equal([kept.Hash], await FindAsync("xylophone"));
        Assert.True(await Store.DeleteFileAsync(kept.Hash));
        Assert.False(IndexHolds("xylophone"));
        Assert.Empty(await FindAsync("xylophone"));
        Assert.Equal(["c"], await FindAsync("ordinary"));
    }

    [Fact]
    public async Task Only_what_may_be_seen_is_found()
    {
        await Store.PutAsync(Make.AnEvent("a", "2024-01-01", "\"note\":\"cafe\""));
        var file = await Store.KeepFileAsync(new MemoryStream([1]), "Café du coin.pdf", "application/pdf", Make.Now);
        Assert.Equal([file.Hash, "a"], await FindAsync("cafe"));
        Assert.Equal(["a"], await FindAsync("cafe", files: false));
        Assert.Equal([file.Hash], await FindAsync("cafe", visible: _ => false));
        Assert.Empty(await FindAsync("cafe", visible: _ => false, files: false));
        Assert.Equal([file.Hash], await FindAsync("coin pdf"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\"")]
    [InlineData("* ^ + - ( ) { } : , ; %")]
    [InlineData("\0\u0001\u0002")]
    [InlineData("\ud800")]
    [InlineData("💶")]
    public async Task What_has_no_word_finds_nothing(string words)
    {
        await Store.PutAsync(Make.AnEvent("a", "2024-01-01", "\"note\":\"near and or not null\""));
        Assert.Empty(await FindAsync(words));
    }

    [Theory]
    [InlineData("near AND or NOT null")]
    [InlineData("NEAR(\"or\" \"null\", 5)")]
    [InlineData("note\" OR \"near")]
    [InlineData("or' OR 1=1; drop table docs; --", false)]
    [InlineData("title:near")]
    [InlineData("{near} : or*")]
    [InlineData("-near")]
    [InlineData("^near")]
    public async Task Whatever_is_typed_is_words_and_never_an_operator(string words, bool titleIsThere = true)
    {
        await Store.PutAsync(Make.AnEvent("title note 5", "2024-01-01", "\"note\":\"near and or not null\""), Make.AnEvent("other", "2024-01-01", "\"note\":\"null\""));
        Assert.Equal(titleIsThere ? ["title note 5"] : [], await FindAsync(words));
        Assert.Equal(["other"], await FindAsync("other"));
    }

    [Fact]
    public async Task A_thousand_letters_and_a_thousand_words_are_cut_and_answered()
    {
        await Store.PutAsync(Make.AnEvent("a", "2024-01-01", "\"note\":\"x\""));
        Assert.Empty(await FindAsync(new string('x', 1000)));
        Assert.Equal(["a"], await FindAsync(string.Concat(Enumerable.Repeat("x ", 1000))));
    }

    [Fact]
    public async Task An_index_that_is_damaged_or_half_made_or_of_another_vault_is_made_again()
    {
        await Store.PutAsync(Make.AnEvent("a", "2024-01-01", "\"note\":\"Dupont\""));
        foreach (var bytes in (byte[][])[[], Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("This is no database. ", 500)))])
        {
            Assert.Equal(["a"], await FindAsync("dupont"));
            await File.WriteAllBytesAsync(SearchFile, bytes, TestContext.Current.CancellationToken);
            Assert.Equal(["a"], await FindAsync("dupont"));
        }

        using (var index = new Hub.Storage.Local.Sqlite.Database(SearchFile, readOnly: false, cacheKibibytes: 256))
        {
            index.Execute("update meta set value=1000 where key='seq'; delete from words; delete from docs;");
        }

        Assert.Equal(["a"], await FindAsync("dupont"));
        using (var index = new Hub.Storage.Local.Sqlite.Database(SearchFile, readOnly: false, cacheKibibytes: 256))
        {
            index.Execute("pragma user_version=0; drop table meta;");
        }

        Assert.Equal(["a"], await FindAsync("dupont"));
        Assert.Empty(await Store.CheckAsync(new Mending("operator")));
        Assert.Equal(["a"], await FindAsync("dupont"));
    }

    private bool IndexHolds(string word) => Encoding.Latin1.GetString(File.ReadAllBytes(SearchFile)).Contains(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>The names and hashes of what is found, over as many pages as it takes.</summary>
    private async Task<List<string>> FindAsync(string words, int limit = 20, Func<string, bool>? visible = null, bool files = true)
    {
        var names = new List<string>();
        for (SearchPlace? place = null; ;)
        {
            var page = await Store.SearchAsync(new SearchQuestion(SearchWords.Of(words), visible ?? (_ => true), files, limit, place), Make.Texts, TestContext.Current.CancellationToken);
            Assert.Equal(0, page.Unread);
            names.AddRange(page.Items.Select(hit => hit.File?.Hash ?? Make.NameOf(hit.Record!)));
            if (page.Next is not { } next)
            {
                return names;
            }

            Assert.True(SearchPlace.TryParse(next.ToString(), out var carried));
            place = carried;
        }
    }
}
