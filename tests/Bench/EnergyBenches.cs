using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Bench;

/// <summary>Ten years of half-hours and one more day: what <c>home-energy</c> costs when it has seen nothing yet, and when it goes on from what it left. Processor time of the hub and its runners, so that a busy machine does not count.</summary>
internal static class EnergyBenches
{
    private const int HalfHoursADay = 48;
    private const int TenYears = 10 * 365 * HalfHoursADay;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    public static async Task RunAsync(Places places, Report report)
    {
        var data = places.NewFolder("energy");
        var cookies = new[] { await Server.SessionAsync(places, data, "years", null), await Server.SessionAsync(places, data, "nothing", null) };
        await using var server = await Server.HubAsync(places, data);
        using var person = await Server.SignedInAsync(server, cookies[0]);
        using var nobody = await Server.SignedInAsync(server, cookies[1]);

        // A run of the same service that finds nothing is what a process costs; the first warms the hub.
        await CostAsync(server, nobody, () => GrantAsync(nobody));
        var empty = Report.Median(await TimesAsync(places.Options.Runs, () => CostAsync(server, nobody, () => GrantAsync(nobody))));

        await PostAsync(person, 0, TenYears);
        var full = await CostAsync(server, person, () => GrantAsync(person));
        // The hub has kept its sums by now: what a new permission costs, of which nothing was left.
        var anew = await CostAsync(server, person, () => GrantAsync(person));
        var number = 0;
        await BringOperationAsync(person, number++);
        var import = Report.Median(await TimesAsync(places.Options.Runs, async () =>
        {
            var before = await StillAsync(server.Pid);
            await BringOperationAsync(person, number++);
            return await StillAsync(server.Pid) - before;
        }));
        var next = TenYears;
        var more = Report.Median(await TimesAsync(places.Options.Runs, async () =>
        {
            await PostAsync(person, next, HalfHoursADay);
            next += HalfHoursADay;
            return await CostAsync(server, person, () => BringOperationAsync(person, number++)) - import;
        }));
        var same = await SameAsync(server, person);

        report.Add("home-energy over ten years of half-hours, nothing kept: processor time", "ms", full, null, "–");
        report.Add("the same, the hub's sums kept, nothing left by the service", "ms", anew, null, "–");
        report.Add("a run of it that finds no record: the price of a process", "ms", empty, null, "–");
        report.Add("one more day, beside the full computation", "ms", more, full, "≤ 0.05");
        report.Add("the same, without the price of a process", "ms", more - empty, full - empty, "≤ 0.05");
        report.Add("insights that differ from those of a full computation of the same records", "", same, null, "0");
    }

    /// <summary>How many insights differ once nothing is kept: the service is allowed anew.</summary>
    private static async Task<double> SameAsync(Server server, HttpClient person)
    {
        var before = await ToldAsync(person);
        await CostAsync(server, person, () => GrantAsync(person));
        var after = await ToldAsync(person);
        return before.Except(after).Count() + after.Except(before).Count();
    }

    private static async Task<IReadOnlyList<string>> ToldAsync(HttpClient person) =>
        [.. (await person.GetFromJsonAsync<JsonElement>("/api/applications/home-energy/insights")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("insight").GetRawText())];

    private static async Task<IReadOnlyList<double>> TimesAsync(int runs, Func<Task<double>> one)
    {
        var times = new List<double>();
        for (var i = 0; i < runs; i++)
        {
            times.Add(await one());
        }

        return times;
    }

    /// <summary>The processor time, in milliseconds, from what begins a computation until it has ended and its process is gone.</summary>
    private static async Task<double> CostAsync(Server server, HttpClient person, Func<Task> begin)
    {
        var done = await EndedAsync(person);
        var before = await StillAsync(server.Pid);
        await begin();
        while (await EndedAsync(person) == done)
        {
            await Task.Delay(Quiet);
        }

        return await StillAsync(server.Pid) - before;
    }

    private static async Task<int> EndedAsync(HttpClient person) =>
        (await person.GetFromJsonAsync<JsonElement>("/api/runs?limit=1000")).GetProperty("items").EnumerateArray().Count(run => run.GetProperty("kind").GetString() == "compute" && run.TryGetProperty("outcome", out var outcome) && outcome.GetString() == "Done");

    /// <summary>Processor time once it stands still.</summary>
    private static async Task<double> StillAsync(int pid)
    {
        double seen, now = Processes.Spent(pid);
        do
        {
            seen = now;
            await Task.Delay(Quiet);
            now = Processes.Spent(pid);
        }
        while (now - seen > 20);
        return now;
    }

    private static async Task GrantAsync(HttpClient person)
    {
        using var granted = await person.PostAsJsonAsync("/api/grants", new { plugin = "home-energy" });
        granted.EnsureSuccessStatusCode();
    }

    /// <summary>After an import that brought something the hub looks which services are due: one operation of a bank, which this service does not read.</summary>
    private static async Task BringOperationAsync(HttpClient person, int number)
    {
        var text = $"OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nSECURITY:NONE\nENCODING:UTF-8\nCHARSET:NONE\nCOMPRESSION:NONE\nOLDFILEUID:NONE\nNEWFILEUID:NONE\n\n<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><DTSERVER>20260101<LANGUAGE>FRA</SONRS></SIGNONMSGSRSV1>\n<BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS><STMTRS><CURDEF>EUR<BANKACCTFROM><BANKID>30001<ACCTID>00012345678<ACCTTYPE>CHECKING</BANKACCTFROM>\n<BANKTRANLIST><DTSTART>20250101<DTEND>20251231\n<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20250601<TRNAMT>-12.00<FITID>{number}<NAME>CARTE BOULANGERIE</STMTTRN>\n</BANKTRANLIST><LEDGERBAL><BALAMT>100.00<DTASOF>20251231</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n";
        using var file = new MultipartFormDataContent { { new StringContent(text), "files", "operation.ofx" } };
        using var begun = await person.PostAsync("/api/imports", file);
        begun.EnsureSuccessStatusCode();
        var run = (await begun.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("run").GetString();
        JsonElement state;
        do
        {
            state = await person.GetFromJsonAsync<JsonElement>($"/api/runs/{run}?wait=30");
        }
        while (state.GetProperty("state").GetString() is "queued" or "running");
        if (state.GetProperty("counts").GetProperty("created").GetInt64() == 0)
        {
            throw new InvalidOperationException("The operation was not brought in: " + state);
        }
    }

    private static async Task PostAsync(HttpClient person, int from, int count)
    {
        var random = new Random(from);
        foreach (var part in Enumerable.Range(from, count).Chunk(1000))
        {
            var lines = part.Select(half => string.Create(CultureInfo.InvariantCulture, $$$"""{"data":{"usagePoint":"1","commodity":"electricity","direction":"delivered","series":"load-curve","start":"{{{new DateTime(2014, 1, 1).AddMinutes(30.0 * half):yyyy-MM-ddTHH:mm:ss}}}+01:00","duration":1800,"energy":{{{random.Next(20, 1500) / 1000m}}}}}"""));
            using var content = new StringContent(string.Join('\n', lines), System.Text.Encoding.UTF8, "application/x-ndjson");
            using var answer = await person.PostAsync("/api/records/energy.consumption", content);
            answer.EnsureSuccessStatusCode();
        }
    }
}
