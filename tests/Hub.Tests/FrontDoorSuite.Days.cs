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

    private static IEnumerable<object> HalfHours(DateTimeOffset start, int count) => Enumerable.Range(0, count).Select(i => Readings.At(start.AddMinutes(30 * i)));

    private static object Appointment(string id, string title, string start) => new { data = new { uid = id, summary = title, start } };

    private static async Task<string> DayAsync(Testing.Person person, string day) =>
        Regex.Replace(WebUtility.HtmlDecode(await person.Session.GetStringAsync("/day/" + day)).Replace('\u00a0', ' '), "\\s+", " ", RegexOptions.None, TimeSpan.FromSeconds(5));
}
