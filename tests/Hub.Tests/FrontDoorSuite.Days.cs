using System.Net;
using System.Text.RegularExpressions;

namespace Hub.Tests;

public abstract partial class FrontDoorSuite
{
    [Fact]
    public async Task A_days_page_tells_what_happened_across_types_and_nothing_of_other_days()
    {
        var person = await fixture.Hub.InviteAsync(fixture.Owner, "day-1");
        (await person.WriteAsync(Entry, Appointment("1", "Dentiste", "2024-03-03T23:30:00+01:00"), Appointment("2", "Minuit passé", "2024-03-04T00:00:00+01:00"), Appointment("3", "École", "2024-03-03T08:15:00+01:00"), Appointment("4", "Fête", "2024-03-03"))).EnsureSuccessStatusCode();
        (await person.WriteAsync("bank.operation",
            new { data = new { account = "FR7630001007940001234567890", bookingDate = "2024-03-03", amount = -12.5, currency = "EUR", label = "Boulangerie" } },
            new { data = new { account = "FR7630001007940001234567890", bookingDate = "2024-03-02", amount = -99, currency = "EUR", label = "La veille" } })).EnsureSuccessStatusCode();
        (await person.WriteAsync(Readings.Type, [.. HalfHours(new DateTimeOffset(2024, 3, 2, 0, 0, 0, TimeSpan.FromHours(1)), 3 * 48)])).EnsureSuccessStatusCode();

        var page = await DayAsync(person, "2024-03-03");
        Assert.Contains("Sunday 3 March 2024", page, StringComparison.Ordinal);
        Assert.True(page.IndexOf("École", StringComparison.Ordinal) < page.IndexOf("Dentiste", StringComparison.Ordinal));
        Assert.Contains("Fête", page, StringComparison.Ordinal);
        Assert.Contains("Boulangerie", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Minuit passé", page, StringComparison.Ordinal);
        Assert.DoesNotContain("La veille", page, StringComparison.Ordinal);
        Assert.Contains("12 kWh", page, StringComparison.Ordinal);
        Assert.Contains("From 48 records.", page, StringComparison.Ordinal);
        Assert.Contains("/day/2024-03-02", page, StringComparison.Ordinal);
        Assert.Contains("/day/2024-03-04", page, StringComparison.Ordinal);

        var empty = await DayAsync(person, "2024-02-20");
        Assert.Contains("Nothing on this day", empty, StringComparison.Ordinal);
        Assert.Contains("The first day after it with something: 2 March 2024", empty, StringComparison.Ordinal);
        using var latest = await person.Session.GetAsync("/day");
        Assert.Equal("/day/2024-03-04", latest.Headers.Location?.OriginalString);
        using var chosen = new FormUrlEncodedContent(new Dictionary<string, string> { ["day"] = "2024-03-03", ["__RequestVerificationToken"] = person.Antiforgery });
        using var sent = await person.Session.PostAsync("/day", chosen);
        Assert.Equal("/day/2024-03-03", sent.Headers.Location?.OriginalString);
        foreach (var wrong in new[] { "2024-02-30", "yesterday", "0001-01-01", "9999-12-31" })
        {
            using var none = await person.Session.GetAsync("/day/" + wrong);
            Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        }
    }

    /// <summary>Half-hours of 0.25 kWh, one after the other in real time: what they come to is half of the day's hours.</summary>
    [Theory]
    [InlineData("2024-03-31", "23 hours", "11.5 kWh", 46)]
    [InlineData("2024-10-27", "25 hours", "12.5 kWh", 50)]
    public async Task A_day_on_which_the_clocks_change_holds_what_happened_in_its_hours(string day, string hours, string sum, int readings)
    {
        var person = await fixture.Hub.InviteAsync(fixture.Owner, "day-" + day);
        var start = DateTimeOffset.Parse(day + "T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture).AddDays(-1);
        (await person.WriteAsync(Readings.Type, [.. HalfHours(start, 3 * 48)])).EnsureSuccessStatusCode();
        var page = await DayAsync(person, day);
        Assert.Contains(hours, page, StringComparison.Ordinal);
        Assert.Contains(sum, page, StringComparison.Ordinal);
        Assert.Contains($"From {readings} records.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_periods_are_compared_by_what_both_have_and_free_ones_are_asked_for_in_a_form()
    {
        var person = await fixture.Hub.InviteAsync(fixture.Owner, "compare-1");
        (await person.WriteAsync(Readings.Type, [.. HalfHours(new DateTimeOffset(2024, 2, 1, 0, 0, 0, TimeSpan.FromHours(1)), 31 * 48)])).EnsureSuccessStatusCode();
        const string Compare = "/data/" + Readings.Type + "/compare";
        var usual = await TextAsync(person, Compare);
        Assert.Contains("March 2024 and February 2024", usual, StringComparison.Ordinal);
        Assert.Contains("24 kWh against 24 kWh", usual, StringComparison.Ordinal);
        Assert.Contains("covers 2 of 31 days of the one and 29 of 29 of the other", usual, StringComparison.Ordinal);
        var free = await TextAsync(person, Compare + "?first=2024-02-01/2024-02-04&second=2024-02-10/2024-02-13");
        Assert.Contains("36 kWh against 36 kWh: about the same.", free, StringComparison.Ordinal);
        Assert.DoesNotContain("Only what both have is compared", free, StringComparison.Ordinal);

        async Task<HttpResponseMessage> AskAsync(string last)
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["first-from"] = "2024-02-01", ["first-last"] = last, ["second-from"] = "2024-02-10", ["second-last"] = "2024-02-12", ["__RequestVerificationToken"] = person.Antiforgery });
            return await person.Session.PostAsync(Compare, form);
        }

        using var asked = await AskAsync("2024-02-03");
        Assert.Equal(Compare + "?first=2024-02-01/2024-02-04&second=2024-02-10/2024-02-13", asked.Headers.Location?.OriginalString);
        foreach (var wrong in new[] { "2024-01-01", "9998-01-01", "", "soon" })
        {
            using var refused = await AskAsync(wrong);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }

        Assert.Contains("Nothing in either period", await TextAsync(person, Compare + "?first=2012&second=2011"), StringComparison.Ordinal);
        using var none = await person.Session.GetAsync("/data/contact.person/compare");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    private static IEnumerable<object> HalfHours(DateTimeOffset start, int count) => Enumerable.Range(0, count).Select(i => Readings.At(start.AddMinutes(30 * i)));

    private static object Appointment(string id, string title, string start) => new { data = new { uid = id, summary = title, start } };

    private static Task<string> DayAsync(Testing.Person person, string day) => TextAsync(person, "/day/" + day);

    private static async Task<string> TextAsync(Testing.Person person, string address) =>
        Regex.Replace(WebUtility.HtmlDecode(await person.Session.GetStringAsync(address)).Replace('\u00a0', ' '), "\\s+", " ", RegexOptions.None, TimeSpan.FromSeconds(5));
}
