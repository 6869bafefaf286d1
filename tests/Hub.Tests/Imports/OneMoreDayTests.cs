using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Hub.Testing;

namespace Hub.FrontDoor.Imports;

/// <summary>A service that goes on from what it left tells what one that has seen nothing yet tells of the same records, and reads no more than what changed.</summary>
public sealed class OneMoreDayTests(OneHub one) : IClassFixture<OneHub>
{
    private const int HalfHours = 48;
    private static readonly DateOnly First = new(2024, 3, 20);

    [Fact(Timeout = 300_000)]
    public async Task One_more_day_a_changed_record_and_a_deleted_one_give_what_a_full_computation_gives()
    {
        // The clocks go forward on 31 March.
        var person = await one.NewcomerAsync();
        await person.ImportAsync("first.csv", Curve(First, 20, 300));
        await GrantAsync(person);
        await NextAsync(person, 1);

        await person.ImportAsync("more.csv", Curve(First.AddDays(20), 1, 700));
        await NextAsync(person, 2);
        Assert.InRange(await LastReadAsync(person), 1, 2 * HalfHours);

        await person.ImportAsync("changed.csv", Curve(First.AddDays(5), 1, 1100));
        await NextAsync(person, 3);
        Assert.InRange(await LastReadAsync(person), 1, 2 * HalfHours);

        var gone = (await person.AllAsync("energy.consumption")).OrderBy(record => record.Text("time"), StringComparer.Ordinal).ElementAt((11 * HalfHours) + 2);
        using var deleted = await person.Session.DeleteAsync($"/api/records/energy.consumption/{gone.Id()}");
        deleted.EnsureSuccessStatusCode();
        await person.ImportAsync("later.csv", Curve(First.AddDays(30), 1, 500));
        await NextAsync(person, 4);
        Assert.InRange(await LastReadAsync(person), 1, 4 * HalfHours);

        // One who has seen nothing yet, and the same records.
        var other = await one.NewcomerAsync();
        var left = (await person.AllAsync("energy.consumption")).Select(record => new { data = record.GetProperty("data") }).ToArray();
        Assert.Equal((22 * HalfHours) - 1, left.Length);
        await other.PostAsync("/api/records/energy.consumption", left);
        await GrantAsync(other);
        await NextAsync(other, 1);
        Assert.Equal(await ToldAsync(other), await ToldAsync(person));
        Assert.Contains(await ToldAsync(person), insight => insight.Contains("electricity-week", StringComparison.Ordinal));
    }

    /// <summary>Whole days of half-hours as the grid operator exports them, from midnight to midnight in winter time.</summary>
    private static byte[] Curve(DateOnly first, int days, int watts)
    {
        var lines = Enumerable.Range(1, days * HalfHours).Select(half => string.Create(CultureInfo.InvariantCulture, $"{first.ToDateTime(default).AddMinutes(30 * half):yyyy-MM-ddTHH:mm:ss}+01:00;{watts + (half % HalfHours * 10)}\n"));
        return Encoding.UTF8.GetBytes("Identifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;Grandeur metier;Etape metier;Unite;Pas en minutes\n12345678901234;Courbe de charge;01/01/2000;01/01/2060;Energie active;Consommation;Comptage Brut;W;30\nHorodate;Valeur\n" + string.Concat(lines));
    }

    private static async Task GrantAsync(Person person)
    {
        using var granted = await person.Session.PostAsJsonAsync("/api/grants", new { plugin = "home-energy" });
        granted.EnsureSuccessStatusCode();
    }

    private static async Task<IReadOnlyList<string>> ToldAsync(Person person) =>
        [.. (await person.GetAsync("/api/applications/home-energy/insights")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("insight").GetRawText()).Order(StringComparer.Ordinal)];

    /// <summary>How many records the last run was shown one by one.</summary>
    private static async Task<long> LastReadAsync(Person person) =>
        (await person.GetAsync("/api/journal?who=plugin:home-energy&limit=1000")).GetProperty("items").EnumerateArray()
            .Where(line => line.Text("action") == "read" && line.Text("type") == "energy.consumption").MaxBy(line => line.GetProperty("number").GetInt64()).GetProperty("count").GetInt64();

    private static async Task NextAsync(Person person, int count)
    {
        List<JsonElement> runs;
        do
        {
            // The feed is looked at when a write has ended, so the run is there a moment later; asking costs the hub nothing.
            runs = [.. (await person.GetAsync("/api/runs?limit=1000")).GetProperty("items").EnumerateArray().Where(run => run.Text("kind") == "compute")];
            await Task.Yield();
        }
        while (runs.Count < count);
        Assert.Equal(count, runs.Count);
        Assert.Equal("Done", (await person.EndOfAsync(runs.Select(run => run.Id()).Order(StringComparer.Ordinal).Last())).Outcome());
    }
}
