using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Hub.Tests;

public sealed class RecordsTests(HubFixture fixture) : IClassFixture<HubFixture>
{
    private const string Type = Readings.Type;

    [Fact]
    public async Task A_record_that_was_written_is_read_back_with_its_provenance_and_the_same_again_changes_nothing()
    {
        var reading = Readings.Day(1, "10000000000001");
        Assert.Equal((1, 0, 0), await CountsAsync(await fixture.Owner.WriteAsync(Type, reading)));
        Assert.Equal((0, 0, 1), await CountsAsync(await fixture.Owner.WriteAsync(Type, reading)));
        var record = Assert.Single(await ListAsync("10000000000001"));
        Assert.Equal("2024-03-01T00:00:00+01:00", record.GetProperty("time").GetString());
        Assert.Equal("me", record.GetProperty("subject").GetString());
        Assert.Equal("me", record.GetProperty("provenance").GetProperty("source").GetString());
        Assert.Equal(0.25m, record.GetProperty("data").GetProperty("energy").GetDecimal());
    }

    [Fact]
    public async Task A_bad_line_is_told_and_its_neighbours_are_stored()
    {
        var good = Readings.Day(2, "10000000000002").Select(item => JsonSerializer.Serialize(item)).ToArray();
        var lines = string.Join('\n', good[0], "not json", "{\"data\":{\"usagePoint\":\"x\"}}", "", good[1]);
        var answer = await JsonAsync(await fixture.Owner.Api.PostAsync($"/api/records/{Type}", new StringContent(lines, Encoding.UTF8, "application/x-ndjson")));
        Assert.Equal(2, answer.GetProperty("created").GetInt32());
        Assert.Equal([1, 2], answer.GetProperty("rejected").EnumerateArray().Select(item => item.GetProperty("index").GetInt32()));
        Assert.Contains(answer.GetProperty("rejected")[1].GetProperty("errors").EnumerateArray(), error => error.GetProperty("path").GetString() == "/energy");
    }

    [Theory]
    [InlineData("{\"data\":{\"a\":\"\\ud800\"}}")]
    [InlineData("{\"data\":{\"energy\":1,\"energy\":2}}")]
    [InlineData("{\"data\":NaN}")]
    [InlineData("{\"data\":{},\"other\":1}")]
    [InlineData("[]")]
    [InlineData("{\"data\":{}} {}")]
    [InlineData("{\"data\":{},\"subject\":\"\\ud800\"}")]
    public async Task A_broken_item_is_rejected_and_not_an_error_of_the_request(string line)
    {
        var answer = await JsonAsync(await fixture.Owner.Api.PostAsync($"/api/records/{Type}", new StringContent(line, Encoding.UTF8, "application/x-ndjson")));
        Assert.Single(answer.GetProperty("rejected").EnumerateArray());
    }

    [Fact]
    public async Task A_hundred_thousand_levels_of_nesting_are_one_rejected_item()
    {
        var deep = $"{{\"data\":{new string('[', 100_000)}{new string(']', 100_000)}}}";
        foreach (var (body, mediaType) in new[] { (deep, "application/x-ndjson"), ($"[{deep}]", "application/json") })
        {
            var answer = await JsonAsync(await fixture.Owner.Api.PostAsync($"/api/records/{Type}", new StringContent(body, Encoding.UTF8, mediaType)));
            Assert.Single(answer.GetProperty("rejected").EnumerateArray());
        }
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_double()
    {
        await fixture.Owner.WriteAsync(Type, Readings.Day(25, "10000000000003"));
        var times = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await fixture.Owner.Api.GetFromJsonAsync<JsonElement>($"/api/records/{Type}?where=/usagePoint:eq:10000000000003&order=-time&limit=10&cursor={cursor}");
            times.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("time").GetString()!));
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }

        Assert.Equal(25, times.Distinct().Count());
        Assert.Equal(times.OrderDescending(StringComparer.Ordinal), times);
    }

    [Fact]
    public async Task A_deleted_record_is_gone_and_a_write_of_it_is_withheld_until_it_is_taken_back()
    {
        var reading = Readings.Day(1, "10000000000004");
        await fixture.Owner.WriteAsync(Type, reading);
        var address = $"/api/records/{Type}/{(await ListAsync("10000000000004")).Single().GetProperty("id").GetString()}";
        var client = fixture.Owner.Api;
        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync(address)).StatusCode);
        await FrontDoorTests.AssertProblemAsync(await client.GetAsync(address), 404, "not-found");
        var answer = await JsonAsync(await fixture.Owner.WriteAsync(Type, reading));
        Assert.Equal(1, answer.GetProperty("withheld").GetInt32());
        Assert.Equal(HttpStatusCode.NoContent, (await client.PostAsync(address + "/restore", null)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(address)).StatusCode);
    }

    [Fact]
    public async Task A_record_that_did_not_change_is_not_sent_again()
    {
        await fixture.Owner.WriteAsync(Type, Readings.Day(1, "10000000000005"));
        var address = $"/api/records/{Type}/{(await ListAsync("10000000000005")).Single().GetProperty("id").GetString()}";
        var first = await fixture.Owner.Api.GetAsync(address);
        using var again = new HttpRequestMessage(HttpMethod.Get, address);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await fixture.Owner.Api.SendAsync(again)).StatusCode);
    }

    [Fact]
    public async Task The_sum_of_a_day_is_exact()
    {
        await fixture.Owner.WriteAsync(Type, Readings.Day(48, "10000000000006"));
        var rows = (await fixture.Owner.Api.GetFromJsonAsync<JsonElement>($"/api/records/{Type}/aggregate?value=/energy&by=day&where=/usagePoint:eq:10000000000006")).GetProperty("rows");
        var row = Assert.Single(rows.EnumerateArray());
        Assert.Equal(12m, row.GetProperty("value").GetDecimal());
        Assert.Equal(48, row.GetProperty("count").GetInt32());
        Assert.Equal("2024-03-01T00:00:00+01:00", row.GetProperty("bucket").GetString());
    }

    [Fact]
    public async Task Changes_are_told_as_they_happen()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/events");
        using var response = await fixture.Owner.Api.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
        await lines.ReadLineAsync();
        await fixture.Owner.WriteAsync(Type, Readings.Day(1, "10000000000007"));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        string? line;
        do
        {
            line = await lines.ReadLineAsync(patience.Token);
        }
        while (line?.StartsWith("data: ", StringComparison.Ordinal) == false);

        Assert.Equal("put", JsonDocument.Parse(line!["data: ".Length..]).RootElement.GetProperty("op").GetString());
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private static async Task<(int Created, int Updated, int Unchanged)> CountsAsync(HttpResponseMessage response)
    {
        var answer = await JsonAsync(response);
        return (answer.GetProperty("created").GetInt32(), answer.GetProperty("updated").GetInt32(), answer.GetProperty("unchanged").GetInt32());
    }

    private async Task<IReadOnlyList<JsonElement>> ListAsync(string meter) =>
        [.. (await fixture.Owner.Api.GetFromJsonAsync<JsonElement>($"/api/records/{Type}?where=/usagePoint:eq:{meter}")).GetProperty("items").EnumerateArray()];
}
