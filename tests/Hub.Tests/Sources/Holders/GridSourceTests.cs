using System.Net;
using System.Text;
using Holders;
using Hub.FrontDoor.Sources;

namespace Hub.FrontDoor.LiveSources;

/// <summary>The grid operator's API as a live source.</summary>
public sealed class GridSourceTests(HoldersHub home) : IClassFixture<HoldersHub>
{
    private const string Type = "energy.consumption";

    [Fact]
    public async Task It_is_set_up_fetched_again_and_never_counted_twice_with_a_file()
    {
        home.Grid.Faults.Clear();
        var person = await home.NewcomerAsync();
        var (source, first) = await person.BeginAsync("linky-api", home.GridSettings);
        Assert.Equal("Done", first.Outcome());
        Assert.Equal(first.Count("read"), first.Count("created"));
        var total = await person.SumAsync(Type, "/energy");

        var again = await person.SyncAsync(source);
        Assert.Equal("Done", again.Outcome());
        again.AssertChangedNothing();

        var file = await AnswerAsync();
        var import = await person.ImportAsync("answer.json", file);
        Assert.Equal(("linky", 0L, 4L), (import.Text("plugin"), import.Count("created"), import.Count("withheld")));
        Assert.Equal(total, await person.SumAsync(Type, "/energy"));
        home.Hub.AssertNowhere(home.Grid.ClientSecret, WebUtility.UrlEncode(home.Grid.ClientSecret));
    }

    [Fact]
    public async Task Each_fault_has_its_outcome_and_a_token_that_dies_is_renewed()
    {
        home.Grid.Faults.Clear();
        var person = await home.NewcomerAsync();
        var (source, _) = await person.BeginAsync("linky-api", home.GridSettings);
        (Fault Fault, string Outcome, string Health)[] faults =
        [
            (new(FaultKind.TokenDies) { Times = 1 }, "Done", "ok"),
            (new(FaultKind.ConsentExpired), "ConsentExpired", "attention"),
            (new(FaultKind.TooManyRequests), "RateLimited", "failing"),
            (new(FaultKind.Unavailable), "HolderUnavailable", "failing"),
            (new(FaultKind.LayoutChanged), "FormatChanged", "attention"),
            (new(FaultKind.TokenDies), "CredentialsRefused", "attention"),
        ];
        foreach (var (fault, outcome, health) in faults)
        {
            home.Grid.Faults.Set(fault);
            var run = await person.SyncAsync(source);
            Assert.Equal((fault, outcome), (fault, run.Outcome()));
            Assert.Equal((fault, health), (fault, (await person.SourceAsync(source)).Health()));
        }
    }

    [Fact]
    public async Task A_day_s_quota_is_told_with_its_hour_and_nobody_knocks_before()
    {
        home.Grid.Faults.Clear();
        var person = await home.NewcomerAsync();
        var (source, _) = await person.BeginAsync("linky-api", home.GridSettings);
        home.Grid.Faults.Set(new Fault(FaultKind.TooManyRequests) { RetryAfter = 20 });

        var run = await person.SyncAsync(source);

        Assert.Equal("RateLimited", run.Outcome());
        var told = await person.SourceAsync(source);
        Assert.True(told.GetProperty("next").GetDateTimeOffset() >= run.GetProperty("ended").GetDateTimeOffset().AddSeconds(15), told.GetRawText());
    }

    // What a person would have as a file: four days of the daily readings.
    private async Task<byte[]> AnswerAsync()
    {
        using var http = new HttpClient { BaseAddress = home.Grid.Address };
        using var token = await http.PostAsync("/oauth2/v3/token", new FormUrlEncodedContent(
            new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = home.Grid.ClientId, ["client_secret"] = home.Grid.ClientSecret }));
        http.DefaultRequestHeaders.Add("Authorization", "Bearer " + (await token.Content.ReadAsStringAsync()).Split('"')[3]);
        var end = home.Grid.ActivatedOn.AddDays(4);
        return Encoding.UTF8.GetBytes(await http.GetStringAsync($"/metering_data_dc/v5/daily_consumption?usage_point_id={home.Grid.UsagePoint}&start={home.Grid.ActivatedOn:yyyy-MM-dd}&end={end:yyyy-MM-dd}"));
    }
}
