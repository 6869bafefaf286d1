using System.Text.Json;
using Holders;
using Holders.Bank;
using Hub.Sdk;
using Hub.Wire;

namespace Hub.Plugins.Tests.DemoBank;

/// <summary>The connector in the real runner, against the bank, with faults.</summary>
public sealed class DemoBankTests : IAsyncLifetime
{
    private readonly Holders.Bank.DemoBank _bank = new();
    private HolderSource _source = null!;

    public async ValueTask InitializeAsync()
    {
        await _bank.StartAsync();
        _source = Source(_bank.Customer.Password);
        _source.Answers["account"] = "all";
    }

    public ValueTask DisposeAsync()
    {
        Assert.DoesNotContain(_bank.Customer.Password, _source.Seen.ToString(), StringComparison.Ordinal);
        _source.Dispose();
        return _bank.DisposeAsync();
    }

    [Fact]
    public async Task A_first_run_reads_accounts_and_operations()
    {
        var run = await _source.RunAsync();

        Assert.Equal(Outcome.Done, run.Outcome);
        Assert.Empty(run.Rejected);
        var ids = run.Ids();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(_bank.Customer.Accounts.Select(account => (account.Number, account.Balance)), run.Of("bank.account").Select(account => (Text(account, "account"), account.GetProperty("balance").GetDecimal())));
        Assert.Equal(_bank.Customer.Accounts.Sum(account => account.Operations.Count), run.Of("bank.operation").Count);
        Assert.Equal(_bank.Customer.Accounts.Sum(account => account.Balance), run.Of("bank.operation").Sum(operation => operation.GetProperty("amount").GetDecimal()));
        Assert.Equal(["current", "savings"], run.Of("bank.account").Select(account => Text(account, "kind")));
        var trams = run.Of("bank.operation").Where(operation => Text(operation, "label") == "CARTE TRAM").ToList();
        Assert.All(trams, tram => Assert.False(tram.TryGetProperty("reference", out _)));
        Assert.Equal([1, 2], trams.Take(2).Select(tram => tram.GetProperty("occurrence").GetInt32()));
        var salary = run.Of("bank.operation").First(operation => Text(operation, "label").StartsWith("VIREMENT SALAIRE", StringComparison.Ordinal));
        Assert.Equal(("1984.56", "credit-transfer"), (salary.GetProperty("amount").GetRawText(), Text(salary, "kind")));
        Assert.Equal(5, run.Kept.Count);
    }

    [Fact]
    public async Task A_second_run_looks_ten_days_back_and_signs_in_no_more()
    {
        var first = await _source.RunAsync();
        var today = DateOnly.FromDateTime(_bank.Clock.GetUtcNow().Date);
        _bank.Customer.Accounts[0].Operations.Add(new BankOperation(today.AddDays(-5), today, "PRÉLÈVEMENT EAU", -30.10m, "LATE-1"));
        _bank.ForgetCalls();
        _source.Answers.Clear();

        var second = await _source.RunAsync();

        Assert.Equal(Outcome.Done, second.Outcome);
        Assert.DoesNotContain(_bank.Calls, call => call.Contains("connexion", StringComparison.Ordinal));
        Assert.Equal(3, _bank.Calls.Count);
        var fresh = Assert.Single(second.Ids().Except(first.Ids()));
        Assert.Contains("bank.operation", fresh, StringComparison.Ordinal);
        Assert.True(second.Of("bank.operation").Count < 12);
    }

    [Fact]
    public async Task The_code_is_asked_once_and_the_session_outlives_the_question()
    {
        _bank.Faults.Set(FaultKind.CodeAsked);
        _source.Answers.Clear();

        var asked = await _source.RunAsync();
        Assert.True(asked.Result.Waiting);
        _source.Answers[asked.Question!.Value.Key] = _bank.Codes[^1];
        var chosen = await _source.RunAsync();
        Assert.Equal(["all", .. _bank.Customer.Accounts.Select(account => account.Number)], chosen.Question!.Value.Choices.Select(choice => choice.Value));
        _source.Answers[chosen.Question.Value.Key] = _bank.Customer.Accounts[1].Number;
        var done = await _source.RunAsync();

        Assert.Equal(Outcome.Done, done.Outcome);
        Assert.Equal(_bank.Customer.Accounts[1].Number, Text(Assert.Single(done.Of("bank.account")), "account"));
        Assert.Single(_bank.Codes);
        _source.Answers.Clear();
        Assert.Equal(Outcome.Done, (await _source.RunAsync()).Outcome);
        Assert.Single(_bank.Codes);
    }

    [Fact]
    public async Task A_wrong_code_is_asked_anew_until_the_bank_locks_the_access()
    {
        _bank.Faults.Set(FaultKind.CodeAsked, FaultKind.CodeRefused);
        var keys = new List<string>();
        HolderRun run;
        while ((run = await _source.RunAsync()).Result.Waiting)
        {
            keys.Add(run.Question!.Value.Key);
            _source.Answers[keys[^1]] = "000000";
        }

        Assert.Equal(Outcome.ActionNeededAtHolder, run.Outcome);
        Assert.Equal(3, keys.Distinct().Count());
        Assert.Single(_bank.Codes);
    }

    [Fact]
    public async Task A_code_that_came_too_late_is_asked_anew()
    {
        _bank.Faults.Set(FaultKind.CodeAsked);
        var asked = await _source.RunAsync();
        _source.Answers[asked.Question!.Value.Key] = _bank.Codes[^1];
        _bank.ForgetVisitors();

        var again = await _source.RunAsync();
        Assert.True(again.Result.Waiting);
        Assert.NotEqual(asked.Question.Value.Key, again.Question!.Value.Key);
        _source.Answers[again.Question.Value.Key] = _bank.Codes[^1];
        Assert.Equal(Outcome.Done, (await _source.RunAsync()).Outcome);
    }

    [Theory]
    [InlineData(FaultKind.LoginRefused, "/", Outcome.CredentialsRefused)]
    [InlineData(FaultKind.ConsentExpired, "/", Outcome.ConsentExpired)]
    [InlineData(FaultKind.ConsentExpired, "/operations", Outcome.ConsentExpired)]
    [InlineData(FaultKind.TooManyRequests, "/", Outcome.RateLimited)]
    [InlineData(FaultKind.TooManyRequests, "/operations", Outcome.RateLimited)]
    [InlineData(FaultKind.Unavailable, "/", Outcome.HolderUnavailable)]
    [InlineData(FaultKind.Unavailable, "/operations", Outcome.HolderUnavailable)]
    [InlineData(FaultKind.Reset, "/operations", Outcome.HolderUnavailable)]
    [InlineData(FaultKind.LayoutChanged, "/comptes", Outcome.FormatChanged)]
    [InlineData(FaultKind.LayoutChanged, "/operations", Outcome.FormatChanged)]
    [InlineData(FaultKind.TokenDies, "/operations", Outcome.HolderUnavailable)]
    [InlineData(FaultKind.TokenDies, "/", Outcome.HolderUnavailable)]
    public async Task Each_fault_has_its_outcome_and_costs_nothing_that_was_read(FaultKind fault, string path, Outcome outcome)
    {
        _bank.Faults.Set(new Fault(fault) { Path = path, RetryAfter = 600 });

        var failed = await _source.RunAsync();

        Assert.Equal(outcome, failed.Outcome);
        Assert.Empty(failed.Of("bank.operation"));
        Assert.True(outcome != Outcome.RateLimited || failed.Result.Detail!.Fr.Contains("10", StringComparison.Ordinal));
        _bank.Faults.Clear();
        Assert.Equal(_bank.Customer.Accounts.Sum(account => account.Operations.Count), (await _source.RunAsync()).Of("bank.operation").Count);
    }

    [Fact]
    public async Task A_session_that_dies_in_the_middle_is_opened_again()
    {
        _bank.Faults.Set(new Fault(FaultKind.TokenDies) { Path = "/operations", After = 2, Times = 1 });

        var run = await _source.RunAsync();

        Assert.Equal((Outcome.Done, _bank.Customer.Accounts.Sum(account => account.Operations.Count)), (run.Outcome, run.Of("bank.operation").Count));
        Assert.Equal(2, _bank.Calls.Count(call => call == "POST /connexion"));
    }

    [Theory]
    [InlineData(FaultKind.PagesDuplicated)]
    [InlineData(FaultKind.PagesReordered)]
    [InlineData(FaultKind.ClockSkewed)]
    public async Task Pages_that_shift_turn_round_or_live_tomorrow_bring_the_same_operations(FaultKind fault)
    {
        var whole = (await _source.RunAsync()).Ids().Where(id => id.StartsWith("bank.operation", StringComparison.Ordinal)).Order().ToList();
        _bank.Faults.Set(fault);
        _source.Cursor = """{"choice":"all"}""";

        var again = await _source.RunAsync();

        Assert.Equal(Outcome.Done, again.Outcome);
        Assert.Equal(whole, again.Ids().Where(id => id.StartsWith("bank.operation", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public async Task Trying_the_settings_tells_whose_account_it_is_and_asks_nothing()
    {
        _bank.Faults.Set(FaultKind.CodeAsked);

        var probe = await _source.RunAsync(RunMode.Probe);

        Assert.Equal((Outcome.Done, _bank.Customer.Login), (probe.Outcome, probe.Account!.Id));
        Assert.Null(probe.Question);
        var asked = await _source.RunAsync();
        Assert.True(asked.Result.Waiting);
        Assert.Single(_bank.Codes);
        using var wrong = Source("wrong");
        Assert.Equal(Outcome.CredentialsRefused, (await wrong.RunAsync(RunMode.Probe)).Outcome);
    }

    private HolderSource Source(string password) => new("demo-bank", new() { ["site"] = _bank.Address.ToString(), ["customer"] = _bank.Customer.Login, ["password"] = password }, "password");

    private static string Text(JsonElement record, string field) => record.GetProperty(field).GetString()!;
}
