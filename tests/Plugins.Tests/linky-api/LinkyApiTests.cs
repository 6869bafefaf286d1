using System.Text;
using System.Text.Json;
using Holders;
using Holders.Grid;
using Hub.Plugins.Linky;
using Hub.Sdk;
using Hub.Sdk.Testing;
using Hub.Wire;

namespace Hub.Plugins.Tests.LinkyApi;

/// <summary>The connector in the real runner, against the grid operator, with faults.</summary>
public sealed class LinkyApiTests : IAsyncLifetime
{
    private const string Type = "energy.consumption";
    private readonly GridOperator _grid = new();
    private HolderSource _source = null!;

    public async ValueTask InitializeAsync()
    {
        await _grid.StartAsync();
        _source = Source(_grid.ClientSecret);
        Activate(new DateOnly(2026, 1, 10), new DateTimeOffset(2026, 1, 30, 9, 0, 0, TimeSpan.Zero));
    }

    public ValueTask DisposeAsync()
    {
        Assert.DoesNotContain(_grid.ClientSecret, _source.Seen.ToString(), StringComparison.Ordinal);
        _source.Dispose();
        return _grid.DisposeAsync();
    }

    [Fact]
    public async Task A_first_run_reads_back_to_the_meter_s_activation()
    {
        var run = await _source.RunAsync();

        Assert.Equal(Outcome.Done, run.Outcome);
        Assert.Empty(run.Rejected);
        Assert.Equal(run.Ids().Count, run.Ids().Distinct().Count());
        Assert.Equal(20, Daily(run).Count());
        Assert.Equal(20 * 48, run.Of(Type).Count - 20);
        Assert.Equal(_grid.ActivatedOn.ToString("yyyy-MM-dd"), run.Of(Type).Min(reading => Text(reading, "start"))![..10]);
        Assert.All(_grid.Calls.Where(call => call.Contains("load_curve", StringComparison.Ordinal)), call => Assert.InRange(Days(call), 1, 7));
        Assert.Equal(1, _grid.Tokens);
    }

    [Fact]
    public async Task What_it_saves_is_what_the_file_reader_makes_of_the_same_answers()
    {
        // Over both changes of the clock, with steps of ten minutes from one day on.
        Activate(new DateOnly(2026, 3, 20), new DateTimeOffset(2026, 4, 5, 9, 0, 0, TimeSpan.Zero));
        var run = await _source.RunAsync();
        Activate(new DateOnly(2026, 10, 20), new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));
        _source.Cursor = null;
        var autumn = await _source.RunAsync();

        var api = run.Saved.Concat(autumn.Saved).ToDictionary(saved => SharedTypes.Accept([saved]).Single(), saved => saved.Data.GetRawText());
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var answer in run.Bodies.Concat(autumn.Bodies))
        {
            var import = await Import.Of(new LinkyConnector(), new TestFile("answer.json", Encoding.UTF8.GetBytes(answer)));
            foreach (var saved in import.Context.Saved)
            {
                files[SharedTypes.Accept([saved]).Single()] = saved.Data.GetRawText();
            }
        }

        Assert.Equal(files.Keys.Order(), api.Keys.Order());
        Assert.All(files, file => Assert.Equal(Canonical(file.Value), Canonical(api[file.Key])));
        Assert.Equal(46, api.Values.Count(reading => Curve(reading) && reading.Contains("2026-03-29T", StringComparison.Ordinal)));
        Assert.Equal(150, api.Values.Count(reading => Curve(reading) && reading.Contains("2026-10-25T", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_second_run_asks_for_the_last_days_only_and_with_the_same_token()
    {
        var first = await _source.RunAsync();
        _grid.ForgetCalls();

        var second = await _source.RunAsync();

        Assert.Equal(Outcome.Done, second.Outcome);
        Assert.Empty(second.Ids().Except(first.Ids()));
        Assert.Equal(2, _grid.Calls.Count);
        Assert.All(_grid.Calls, call => Assert.Equal(3, Days(call)));
    }

    [Fact]
    public async Task A_quota_keeps_what_was_read_and_the_next_run_goes_on()
    {
        Activate(new DateOnly(2026, 1, 10), new DateTimeOffset(2026, 3, 11, 9, 0, 0, TimeSpan.Zero));
        _grid.Faults.Set(new Fault(FaultKind.TooManyRequests) { Path = "/consumption_load_curve", After = 3, RetryAfter = 3600 });

        var cut = await _source.RunAsync();
        Assert.Equal(Outcome.RateLimited, cut.Outcome);
        Assert.Contains("60", cut.Result.Detail!.Fr, StringComparison.Ordinal);
        Assert.Equal(60 + (21 * 48), cut.Saved.Count);
        _grid.Faults.Clear();
        var rest = await _source.RunAsync();

        Assert.Equal(Outcome.Done, rest.Outcome);
        Assert.Equal(60 + (60 * 48), cut.Ids().Union(rest.Ids()).Count());
        Assert.True(rest.Saved.Count < 60 * 48);
    }

    [Theory]
    [InlineData(FaultKind.PagesDuplicated)]
    [InlineData(FaultKind.PagesReordered)]
    public async Task Readings_told_twice_or_backwards_are_the_same_readings(FaultKind fault)
    {
        Activate(new DateOnly(2026, 10, 20), new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));
        var whole = Readings(await _source.RunAsync());
        _grid.Faults.Set(fault);
        _source.Cursor = null;

        Assert.Equal(whole, Readings(await _source.RunAsync()));
    }

    [Theory]
    [InlineData(FaultKind.LoginRefused, "/", Outcome.CredentialsRefused)]
    [InlineData(FaultKind.TokenDies, "/", Outcome.CredentialsRefused)]
    [InlineData(FaultKind.ConsentExpired, "/", Outcome.ConsentExpired)]
    [InlineData(FaultKind.ConsentExpired, "/consumption_load_curve", Outcome.ConsentExpired)]
    [InlineData(FaultKind.TooManyRequests, "/", Outcome.RateLimited)]
    [InlineData(FaultKind.Unavailable, "/oauth2", Outcome.HolderUnavailable)]
    [InlineData(FaultKind.Unavailable, "/consumption_load_curve", Outcome.HolderUnavailable)]
    [InlineData(FaultKind.Reset, "/daily_consumption", Outcome.HolderUnavailable)]
    [InlineData(FaultKind.LayoutChanged, "/", Outcome.FormatChanged)]
    public async Task Each_fault_has_its_outcome(FaultKind fault, string path, Outcome outcome)
    {
        _grid.Faults.Set(new Fault(fault) { Path = path });

        Assert.Equal(outcome, (await _source.RunAsync()).Outcome);
        _grid.Faults.Clear();
        Assert.Equal(Outcome.Done, (await _source.RunAsync()).Outcome);
    }

    [Fact]
    public async Task A_token_that_dies_in_the_middle_is_renewed_once()
    {
        _grid.Faults.Set(new Fault(FaultKind.TokenDies) { Path = "/consumption_load_curve", After = 1, Times = 1 });

        var run = await _source.RunAsync();

        Assert.Equal((Outcome.Done, 20 * 49), (run.Outcome, run.Ids().Distinct().Count()));
        Assert.Equal(2, _grid.Calls.Count(call => call.StartsWith("POST /oauth2", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Days_that_were_not_read_are_no_zeros_and_a_meter_without_a_curve_is_no_error()
    {
        for (var day = _grid.ActivatedOn; day < _grid.ActivatedOn.AddDays(9); day = day.AddDays(1))
        {
            _grid.Unread.Add(day);
        }

        Assert.Equal(11, Daily(await _source.RunAsync()).Count());

        for (var day = _grid.ActivatedOn; day < _grid.ActivatedOn.AddDays(20); day = day.AddDays(1))
        {
            _grid.Unread.Add(day);
        }

        _source.Cursor = null;
        var none = await _source.RunAsync();
        Assert.Equal(Outcome.Done, none.Outcome);
        Assert.Empty(none.Saved);
    }

    [Fact]
    public async Task A_gateway_s_token_stands_in_for_a_client()
    {
        await _source.RunAsync(RunMode.Probe);
        using var gateway = new HolderSource("linky-api", new() { ["server"] = _grid.Address.ToString(), ["usagePoint"] = _grid.UsagePoint, ["token"] = _source.Session! }, "token") { Now = _source.Now };
        _grid.ForgetCalls();

        var run = await gateway.RunAsync();

        Assert.Equal(Outcome.Done, run.Outcome);
        Assert.DoesNotContain(_grid.Calls, call => call.StartsWith("POST", StringComparison.Ordinal));
        _grid.ForgetTokens();
        Assert.Equal(Outcome.CredentialsRefused, (await gateway.RunAsync()).Outcome);
    }

    [Fact]
    public async Task Trying_the_settings_tells_whose_meter_it_is()
    {
        Assert.Equal(_grid.UsagePoint, (await _source.RunAsync(RunMode.Probe)).Account!.Id);
        using var wrong = Source("wrong");
        wrong.Now = _source.Now;
        Assert.Equal(Outcome.CredentialsRefused, (await wrong.RunAsync(RunMode.Probe)).Outcome);
    }

    private HolderSource Source(string secret) => new(
        "linky-api", new() { ["server"] = _grid.Address.ToString(), ["usagePoint"] = _grid.UsagePoint, ["clientId"] = _grid.ClientId, ["clientSecret"] = secret }, "clientSecret");

    private void Activate(DateOnly day, DateTimeOffset now)
    {
        _grid.ActivatedOn = day;
        _grid.Clock = new StandingClock(now);
        _grid.StepMinutes = at => at < new DateOnly(2026, 10, 24) ? 30 : 10;
        _source.Now = now;
    }

    private static IEnumerable<JsonElement> Daily(HolderRun run) => run.Of(Type).Where(reading => Text(reading, "series") == "daily");

    private static bool Curve(string reading) => reading.Contains("load-curve", StringComparison.Ordinal);

    private static SortedDictionary<string, string> Readings(HolderRun run)
    {
        Assert.Equal(Outcome.Done, run.Outcome);
        var readings = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var saved in run.Saved)
        {
            readings[SharedTypes.Accept([saved]).Single()] = saved.Data.GetProperty("energy").GetRawText();
        }

        return readings;
    }

    // start=2026-11-15&end=2026-11-22
    private static int Days(string call)
    {
        var dates = call.Split('=', '&').Where(part => part.Length == 10 && part[4] == '-').Select(DateOnly.Parse).ToList();
        return dates[1].DayNumber - dates[0].DayNumber;
    }

    private static string Canonical(string json) => string.Join(',', JsonElement.Parse(json).EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal).Select(member => $"{member.Name}={member.Value}"));

    private static string? Text(JsonElement record, string field) => record.GetProperty(field).GetString();
}
