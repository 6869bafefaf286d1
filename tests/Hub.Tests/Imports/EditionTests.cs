using System.Text;
using System.Text.Json;
using Hub.Testing;

namespace Hub.FrontDoor.Imports;

/// <summary>Two editions of one report tell the same items differently.</summary>
public sealed class EditionTests
{
    [Fact]
    public async Task An_earlier_edition_read_later_changes_nothing_in_whatever_order_they_come()
    {
        await using var hub = await HubProcess.StartAsync();
        var person = await hub.OwnerAsync();

        await ImportAsync(person, "15 Jan 2026 @ 0900", "Status: Active");
        Assert.Equal(1, Count(await ImportAsync(person, "03 Feb 2026 @ 1015", "Status: Expired"), "updated"));
        var again = await ImportAsync(person, "15 Jan 2026 @ 0900", "Status: Active");

        Assert.Equal(0, Count(again, "updated"));
        Assert.Equal(Count(again, "read"), Count(again, "unchanged"));
        var medication = Assert.Single(await person.AllAsync("health.medication"));
        Assert.Contains("expired", medication.GetProperty("data").GetRawText(), StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("2026-02-03", medication.GetProperty("provenance").GetProperty("produced").GetString(), StringComparison.Ordinal);
    }

    private static Task<JsonElement> ImportAsync(Person person, string produced, string status) => person.ImportAsync("report.txt", Encoding.UTF8.GetBytes(
        File.ReadAllText(Samples.Own("bluebutton-va.txt")).Replace("15 Jan 2026 @ 0900", produced, StringComparison.Ordinal).Replace("Status: Active", status, StringComparison.Ordinal)));

    private static long Count(JsonElement run, string what) => run.GetProperty("counts").GetProperty(what).GetInt64();
}
