using System.Net;
using Holders;
using Hub.FrontDoor.Sources;

namespace Hub.FrontDoor.LiveSources;

/// <summary>A bank's site as a live source, from setting it up to what goes wrong.</summary>
public sealed class BankSourceTests(HoldersHub home) : IClassFixture<HoldersHub>
{
    private const string Type = "bank.operation";

    private int Operations => home.Bank.Customer.Accounts.Sum(account => account.Operations.Count);

    [Fact]
    public async Task The_code_is_asked_once_and_nothing_of_the_password_is_left_anywhere()
    {
        home.Bank.ForgetVisitors();
        home.Bank.Faults.Set(FaultKind.CodeAsked);
        var person = await home.NewcomerAsync();
        var (source, asked) = await person.BeginAsync("demo-bank", home.BankSettings);
        Assert.Equal("waiting", asked.State());
        Assert.Equal(("waiting", "person"), await HealthAsync(person, source));

        // The hub may be killed while it waits.
        await home.Hub.KillAsync();
        await home.Hub.RestartAsync();
        var chosen = await person.AnswerAsync(asked.Id(), home.Bank.Codes[^1]);
        Assert.Equal("waiting", chosen.State());
        Assert.Equal(3, chosen.GetProperty("question").GetProperty("choices").GetArrayLength());
        var done = await person.AnswerAsync(asked.Id(), "all");
        Assert.Equal(("Done", $"{Operations + 2} 0 0 0 0"), (done.Outcome(), done.Told()));
        Assert.Equal(("ok", "nobody"), await HealthAsync(person, source));

        var again = await person.SyncAsync(source);
        Assert.Equal("Done", again.Outcome());
        again.AssertChangedNothing();
        Assert.Single(home.Bank.Codes);
        Assert.Equal(home.Bank.Customer.Accounts.Sum(account => account.Balance), await person.SumAsync(Type, "/amount"));
        home.Hub.AssertNowhere([home.Bank.Customer.Password, WebUtility.UrlEncode(home.Bank.Customer.Password), .. home.Bank.Cookies]);
    }

    [Fact]
    public async Task The_ledger_tells_every_call_and_no_content()
    {
        var (person, source) = await SetUpAsync();
        var calls = (await person.GetAsync("/api/ledger?plugin=demo-bank")).GetProperty("items").EnumerateArray().Where(call => call.Text("source") == source).ToList();

        Assert.NotEmpty(calls);
        Assert.All(calls, call => Assert.Equal(home.Bank.Address.Host, call.Text("host")!.Split(':')[0]));
        Assert.DoesNotContain(calls, call => call.GetRawText().Contains(home.Bank.Customer.Login, StringComparison.Ordinal) || call.GetRawText().Contains("FR76", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_sign_in_is_not_saved()
    {
        var person = await home.NewcomerAsync();
        home.Bank.Faults.Clear();

        var (status, problem) = await person.SetUpAsync("demo-bank", new { site = home.Bank.Address, customer = home.Bank.Customer.Login, password = "not-this-one" });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "CredentialsRefused"), (status, problem.Outcome()));
        Assert.Empty((await person.GetAsync("/api/sources")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Each_fault_has_its_outcome_its_sentence_and_whose_turn_it_is()
    {
        var (person, source) = await SetUpAsync();
        (Fault Fault, string Outcome, string Health, string WhoActs)[] faults =
        [
            (new(FaultKind.ConsentExpired), "ConsentExpired", "attention", "person"),
            (new(FaultKind.TooManyRequests), "RateLimited", "failing", "nobody"),
            (new(FaultKind.Unavailable), "HolderUnavailable", "failing", "nobody"),
            (new(FaultKind.Reset) { Path = "/operations" }, "HolderUnavailable", "failing", "nobody"),
            (new(FaultKind.TokenDies), "HolderUnavailable", "failing", "nobody"),
            (new(FaultKind.LayoutChanged) { Path = "/operations" }, "FormatChanged", "attention", "publisher"),
            (new(FaultKind.LoginRefused), "CredentialsRefused", "attention", "person"),
        ];
        foreach (var (fault, outcome, health, whoActs) in faults)
        {
            // The last one needs a session that the bank has forgotten, or nobody signs in.
            home.Bank.Faults.Set([fault, .. fault.Kind == FaultKind.LoginRefused ? [new Fault(FaultKind.TokenDies)] : Array.Empty<Fault>()]);
            var run = await person.SyncAsync(source);
            Assert.Equal((fault.Kind, outcome), (fault.Kind, run.Outcome()));
            Assert.NotEmpty(run.Message());
            Assert.Equal((fault.Kind, health, whoActs), await HealthAsync(person, source) is var (told, who) ? (fault.Kind, told, who) : default);
        }

        home.Bank.Faults.Clear();
        Assert.Equal(Operations, (await person.IdsAsync(Type)).Count);
        Assert.False((await person.SourceAsync(source)).TryGetProperty("next", out _));
        var (status, changed) = await person.ChangeAsync(source, new { settings = home.BankSettings });
        Assert.True(status == HttpStatusCode.OK, changed.GetRawText());
        Assert.Equal("Done", (await person.SyncAsync(source)).Outcome());
        Assert.Equal(("ok", "nobody"), await HealthAsync(person, source));
    }

    [Theory]
    [InlineData(FaultKind.PagesDuplicated)]
    [InlineData(FaultKind.PagesReordered)]
    [InlineData(FaultKind.ClockSkewed)]
    public async Task Pages_that_shift_turn_round_or_live_tomorrow_bring_the_same_operations(FaultKind fault)
    {
        var (plain, _) = await SetUpAsync();
        var (odd, _) = await SetUpAsync(fault);

        Assert.Equal(Operations, (await plain.IdsAsync(Type)).Count);
        Assert.Equal(await plain.IdsAsync(Type), await odd.IdsAsync(Type));
    }

    [Fact]
    public async Task A_hub_killed_in_the_middle_goes_on_by_itself()
    {
        var person = await home.NewcomerAsync();
        home.Bank.ForgetCalls();
        home.Bank.Faults.Set(new Fault(FaultKind.Slow) { Path = "0456/operations", By = TimeSpan.FromMinutes(5) });
        var (status, source) = await person.SetUpAsync("demo-bank", home.BankSettings);
        Assert.Equal(HttpStatusCode.Created, status);
        var run = source.GetProperty("lastRun").Id();
        Assert.Equal("waiting", (await person.EndOfAsync(run)).State());
        await person.PostAsync($"/api/runs/{run}/answer", new { answer = "all" });
        while (!home.Bank.Calls.Any(call => call.Contains("0456/operations", StringComparison.Ordinal)))
        {
            await person.GetAsync($"/api/runs/{run}?wait=1");
        }

        await home.Hub.KillAsync();
        home.Bank.Faults.Clear();
        await home.Hub.RestartAsync();

        Assert.Equal("Done", (await person.EndOfAsync(run)).Outcome());
        Assert.Equal(Operations, (await person.IdsAsync(Type)).Count);
    }

    private async Task<(Hub.Testing.Person Person, string Source)> SetUpAsync(params FaultKind[] faults)
    {
        home.Bank.Faults.Set(faults);
        var person = await home.NewcomerAsync();
        var (source, run) = await person.BeginAsync("demo-bank", home.BankSettings);
        var ended = await person.AnswerAsync(run.Id(), "all");
        Assert.True(ended.Outcome() == "Done", ended.GetRawText());
        return (person, source);
    }

    private static async Task<(string, string)> HealthAsync(Hub.Testing.Person person, string source) => await person.SourceAsync(source) is var told ? (told.Health(), told.Text("whoActs")!) : default;
}
