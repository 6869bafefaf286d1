using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Hub.Tests;

public abstract partial class FrontDoorSuite
{
    private const string Entry = "calendar.event";

    [Fact]
    public async Task Words_find_records_and_files_as_far_as_the_caller_may_read_them()
    {
        var person = await fixture.Hub.InviteAsync(fixture.Owner, "search-1");
        (await person.WriteAsync(Entry, Event("1", "Réunion de l'école", "Salle Zébulon"), Event("2", "Zébulon", null), Event("3", "Dentiste", null))).EnsureSuccessStatusCode();
        (await person.WriteAsync(Readings.Type, Readings.Day(1, "ZEBULON-METER"))).EnsureSuccessStatusCode();
        await person.ImportAsync("zebulon.bin", [0, 1, 2, 3]);

        var all = await SearchAsync(person.Session, "/api/search?q=ZEBULON");
        Assert.Equal("Zébulon", all.First(item => item.GetProperty("type").GetString() == Entry).GetProperty("title").GetString());
        Assert.Contains(all, item => item.GetProperty("title").GetString() == "Réunion de l'école" && item.GetProperty("snippet").GetString()!.Contains("Salle Zébulon", StringComparison.Ordinal));
        Assert.Contains(all, item => item.GetProperty("type").GetString() == "file" && item.GetProperty("title").GetString() == "zebulon.bin");
        Assert.Contains(all, item => item.GetProperty("type").GetString() == Readings.Type);
        Assert.Equal(["Réunion de l'école"], (await SearchAsync(person.Session, "/api/search?q=ecole%20reun")).Select(TitleOf));

        using var energy = await person.WithScopesAsync("read:energy.*");
        Assert.Equal([Readings.Type], (await SearchAsync(energy, "/api/search?q=zebulon")).Select(item => item.GetProperty("type").GetString()));
        Assert.Empty(await SearchAsync(energy, "/api/search?q=ecole"));
        using var other = await fixture.Other.WithScopesAsync("read:*", "export");
        Assert.Empty(await SearchAsync(other, "/api/search?q=zebulon"));

        var journal = await person.GetAsync("/api/journal?type=" + Entry);
        Assert.Contains(journal.GetProperty("items").EnumerateArray(), line => line.GetProperty("action").GetString() == "read" && line.GetProperty("count").GetInt64() > 0);
    }

    [Fact]
    public async Task A_search_follows_what_is_deleted_and_taken_back_and_pages_through_a_body()
    {
        var person = await fixture.Hub.InviteAsync(fixture.Owner, "search-2");
        (await person.WriteAsync(Entry, [.. Enumerable.Range(0, 5).Select(n => Event($"{n}", $"Kermesse {n}", null))])).EnsureSuccessStatusCode();
        var titles = new List<string?>();
        string? address = null;
        for (string? cursor = ""; cursor is not null;)
        {
            using var answer = await person.Api.PostAsJsonAsync("/api/search", new { q = "kermesse", limit = 2, cursor });
            var page = (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>())!;
            titles.AddRange(page.GetProperty("items").EnumerateArray().Select(TitleOf));
            address ??= $"/api/records/{Entry}/{page.GetProperty("items")[0].GetProperty("id").GetString()}";
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }

        Assert.Equal(Enumerable.Range(0, 5).Select(n => $"Kermesse {n}"), titles.Order(StringComparer.Ordinal));
        (await person.Api.DeleteAsync(address)).EnsureSuccessStatusCode();
        Assert.Equal(4, (await SearchAsync(person.Api, "/api/search?q=kermesse")).Count);
        (await person.Api.PostAsync(address + "/restore", null)).EnsureSuccessStatusCode();
        Assert.Equal(5, (await SearchAsync(person.Api, "/api/search?q=kermesse")).Count);

        await AssertProblemAsync(await person.Api.GetAsync("/api/search"), 400, "bad-value", "q");
        await AssertProblemAsync(await person.Api.GetAsync("/api/search?q=x&cursor=y"), 400, "bad-value", "cursor");
        await AssertProblemAsync(await person.Api.GetAsync("/api/search?q=x&limit=201"), 400, "bad-value", "limit");
        Assert.Empty(await SearchAsync(person.Api, "/api/search?q=" + Uri.EscapeDataString("\" OR * NEAR(")));
    }

    [Fact]
    public async Task The_field_in_the_header_answers_with_links_and_no_word_in_an_address()
    {
        var person = await fixture.Hub.InviteAsync(fixture.Owner, "search-3");
        (await person.WriteAsync(Entry, Event("1", "Vaccin <b>", "Cabinet médical"))).EnsureSuccessStatusCode();
        Assert.Contains("action=\"/search\"", await person.Session.GetStringAsync("/"), StringComparison.Ordinal);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["q"] = "medical", ["__RequestVerificationToken"] = person.Antiforgery });
        using var answer = await person.Session.PostAsync("/search", form);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains($"href=\"/data/{Entry}/", page, StringComparison.Ordinal);
        Assert.Contains("Vaccin &lt;b&gt;", page, StringComparison.Ordinal);
        Assert.Contains("<mark>m&#xE9;dical</mark>", page.Replace("médical", "m&#xE9;dical", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static object Event(string id, string title, string? place) => new { data = new { uid = id, summary = title, start = $"2024-03-0{(id[0] - '0') + 1}", location = place ?? "Paris" } };

    private static string? TitleOf(JsonElement item) => item.GetProperty("title").GetString();

    private static async Task<IReadOnlyList<JsonElement>> SearchAsync(HttpClient client, string address) =>
        [.. (await client.GetFromJsonAsync<JsonElement>(address)).GetProperty("items").EnumerateArray()];
}
