using System.Text;
using Hub.Plugins.GreenButton;
using Hub.Sdk;
using Hub.Sdk.Testing;

namespace Hub.Plugins.Tests.GreenButton;

/// <summary>Files that attack, break off or are something else.</summary>
public sealed class GreenButtonHostileTests
{
    private const string Start = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:e="http://naesb.org/espi">""";

    [Theory]
    [InlineData("dtd.xml")]
    [InlineData("external.xml")]
    [InlineData("external_file.xml")]
    [InlineData("quadratic.xml")]
    [InlineData("simple-ns.xml")]
    [InlineData("simple.xml")]
    [InlineData("xmlbomb.xml")]
    public async Task Attacks_are_refused_and_nothing_is_fetched(string name)
    {
        var import = await Import.Of(new GreenButtonConnector(), Samples.Get("hostile-xml/tiran_defusedxml/" + name));

        Assert.Equal((Outcome.NotMyFile, 0), (import.Outcome, import.Context.Saved.Count));
    }

    [Theory]
    [InlineData("""<!DOCTYPE feed [<!ENTITY a "1">]>""", "&a;")]
    [InlineData("""<!DOCTYPE feed [<!ENTITY a SYSTEM "file:///etc/passwd">]>""", "&a;")]
    [InlineData("""<!DOCTYPE feed SYSTEM "http://127.0.0.1:1/x.dtd">""", "1")]
    public async Task A_document_type_is_refused_with_a_sentence(string type, string value)
    {
        var text = Feeds.Feed([.. Feeds.Meter("<commodity>1</commodity><uom>72</uom>"), Feeds.Block(Feeds.Reading(value))]);

        var import = await Import.Of(new GreenButtonConnector(), text.Replace("<feed", type + "<feed"));

        Assert.Equal((Outcome.NotMyFile, 0), (import.Outcome, import.Context.Saved.Count));
        Assert.Contains("DTD", import.Ended!.Detail.Fr);
    }

    [Fact]
    public async Task A_hundred_thousand_levels_are_refused() =>
        Assert.Equal(Outcome.LimitExceeded, (await Import.Of(new GreenButtonConnector(), Start + string.Concat(Enumerable.Repeat("<e:a>", 100_000)))).Outcome);

    [Theory]
    [InlineData("<entry><e:UsagePoint>", "a", "")]
    [InlineData("<entry title='", "a", "'/>")]
    [InlineData("<!--", "a", "-->")]
    [InlineData("<e:", "a", "/>")]
    public async Task One_endless_element_is_refused_before_it_fills_the_memory(string before, string part, string after)
    {
        var piece = string.Concat(Enumerable.Repeat(part, 64 * 1024));
        var file = new GeneratedFile(() => Enumerable.Repeat(piece, 1000).Prepend(Start + before).Append(after));

        var ended = await Assert.ThrowsAsync<RunException>(() => new GreenButtonConnector().ImportAsync(new CountingContext(), file, CancellationToken.None));

        Assert.Equal(Outcome.LimitExceeded, ended.Outcome);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("<html><body>Sign in</body></html>")]
    [InlineData("""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A blog</title></entry></feed>""")]
    [InlineData("{}")]
    public async Task Other_files_are_not_mine(string text) => Assert.Equal(Outcome.NotMyFile, (await Import.Of(new GreenButtonConnector(), text)).Outcome);

    [Fact]
    public async Task A_feed_of_a_customer_says_that_it_holds_no_readings()
    {
        var import = await Import.Of(new GreenButtonConnector(), Feeds.Feed(Feeds.Meter("<uom>72</uom>")));

        Assert.Equal(Outcome.NotMyFile, import.Outcome);
        Assert.Contains("no readings", import.Ended!.Detail.En);
    }

    [Fact]
    public async Task Cut_anywhere_a_file_keeps_its_complete_readings()
    {
        var whole = Encoding.UTF8.GetBytes(Feeds.Feed([.. Feeds.Meter("<commodity>1</commodity><uom>72</uom>"), Feeds.Block(string.Concat(Enumerable.Range(0, 20).Select(i => Feeds.Reading($"{i}000", $"{1704067200 + (i * 3600)}"))))]));
        var complete = (await Import.Of(new GreenButtonConnector(), new TestFile("x", whole))).All("energy.consumption").ConvertAll(reading => reading.GetRawText());
        var most = 0;
        for (var length = 1; length < whole.Length; length += 7)
        {
            var import = await Import.Of(new GreenButtonConnector(), new TestFile("cut", whole[..length]));

            var read = import.All("energy.consumption").ConvertAll(reading => reading.GetRawText());
            Assert.Equal(complete.Take(read.Count), read);
            Assert.Empty(import.Context.Rejected);
            Assert.True(import.Outcome == Outcome.Truncated || (import.Outcome == Outcome.NotMyFile && !Encoding.UTF8.GetString(whole, 0, length).Contains("espi\">", StringComparison.Ordinal)), $"{length}: {import.Outcome}");
            most = Math.Max(most, read.Count);
        }

        Assert.Equal(complete.Count, most);
    }

    [Fact]
    public async Task The_sentence_about_a_cut_file_says_line_and_count()
    {
        var text = Feeds.Feed([.. Feeds.Meter("<commodity>1</commodity><uom>72</uom>"), "\n" + Feeds.Block(Feeds.Reading("1") + "\n" + Feeds.Reading("2", "1704070800"))]);

        var import = await Import.Of(new GreenButtonConnector(), text[..^60]);

        Assert.Equal(Outcome.Truncated, import.Outcome);
        Assert.Contains("line 3; 1 readings", import.Ended!.Detail.En);
    }
}
