using System.Net;
using System.Text.RegularExpressions;
using Hub.Testing;

namespace Hub.Tests;

/// <summary>What the pages say about a bank's file.</summary>
public sealed class BankPagesTests(HubFixture fixture) : IClassFixture<HubFixture>
{
    [Fact]
    public async Task The_same_operation_from_another_source_is_shown_as_a_possible_duplicate()
    {
        await fixture.Owner.ImportAsync(Samples.Own("bank.ofx"));
        using var written = await fixture.Owner.WriteAsync("bank.operation",
            new { data = new { account = "FR7630001007940001234567890", bookingDate = "2025-10-06", amount = -120, currency = "EUR", label = "Plombier" } },
            new { data = new { account = "FR7630001007940001234567890", bookingDate = "2025-10-07", amount = -120, currency = "EUR", label = "Autre jour" } },
            new { data = new { account = "FR7630001007940001234567890", bookingDate = "2025-10-06", amount = -120, currency = "CHF", label = "Autre devise" } });
        written.EnsureSuccessStatusCode();
        var all = await fixture.Owner.AllAsync("bank.operation");
        string Of(string label) => "/data/bank.operation/" + all.Single(record => record.GetProperty("data").GetProperty("label").GetString() == label).GetProperty("id").GetString();
        var (own, read) = (Of("Plombier"), Of("CHEQUE 0000042"));

        var page = await PageAsync(fixture.Owner, read);
        Assert.Contains("Possible duplicate", page, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"{own}\">Plombier</a> (written by yourself)", page, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"{read}\">CHEQUE 0000042</a> (", await PageAsync(fixture.Owner, own), StringComparison.Ordinal);
        foreach (var alone in new[] { Of("Autre jour"), Of("Autre devise"), Of("RETRAIT DISTRIBUTEUR") })
        {
            Assert.DoesNotContain("Possible duplicate", await PageAsync(fixture.Owner, alone), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Money_is_told_as_what_came_in_and_what_went_out()
    {
        await fixture.Other.ImportAsync(Samples.Own("bank.ofx"));
        Assert.Contains("Bank operations from 1 to 28 October 2025: −€678.57 out and +€2,168.75 in, a balance of +€1,490.18.", Text(await PageAsync(fixture.Other, "/")), StringComparison.Ordinal);
        var type = Text(await PageAsync(fixture.Other, "/data/bank.operation?period=2025-10"));
        Assert.Contains("In: +€2,168.75; out: −€678.57; balance of the period: +€1,490.18.", type, StringComparison.Ordinal);
        Assert.DoesNotContain("The highest is", type, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_is_out_of_date_leads_to_the_steps()
    {
        await fixture.Other.ImportAsync(Samples.Own("bank.ofx"));
        await fixture.Other.ImportAsync(Samples.Own("bluebutton-cms.txt"));
        var home = await PageAsync(fixture.Other, "/");
        Assert.Contains("Fetch them again: 4 steps", home, StringComparison.Ordinal);
        Assert.Contains("href=\"/add/ofx-17\"", home, StringComparison.Ordinal);
        Assert.Contains("any other bank", Text(await PageAsync(fixture.Other, "/add/ofx-17")), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("href=\"/add?domain=health#holders\"", home, StringComparison.Ordinal);
        Assert.Contains("fetch one now", home, StringComparison.Ordinal);
    }

    private static async Task<string> PageAsync(Person person, string address) =>
        WebUtility.HtmlDecode(await person.Session.GetStringAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken)).Replace('\u00a0', ' ');

    private static string Text(string html) => Regex.Replace(html, "<[^>]*>", "", RegexOptions.None, TimeSpan.FromSeconds(5));
}
