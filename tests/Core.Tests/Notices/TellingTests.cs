using Hub.Core.Accounts;
using Hub.Core.Notices;
using Hub.Core.Runs;
using Hub.Core.Sources;
using Hub.Sdk;
using Xunit;

namespace Core.Tests.Notices;

/// <summary>What is told, when, and how often.</summary>
public sealed class TellingTests : IAsyncLifetime
{
    private readonly ToldPeople _people = new();
    private Account _ada = null!;

    public async ValueTask InitializeAsync() => _ada = await _people.AddAsync("ada");

    public ValueTask DisposeAsync() => _people.DisposeAsync();

    [Fact]
    public async Task A_question_is_told_at_once_and_once_however_often_it_is_found()
    {
        var run = await _people.AskAsync(_ada);
        await _people.Finder.ConsiderAsync(_ada.Vaults[0], run);
        await _people.TickAsync();
        await _people.Finder.ConsiderAsync(_ada.Vaults[0], run);
        await _people.TickAsync(TimeSpan.FromHours(1));
        var (to, message) = Assert.Single(_people.Phone.Sent);
        Assert.Equal("ada", to);
        Assert.True(message.IsUrgent);
        Assert.Equal("A question is waiting for you", message.Title);
        Assert.Equal($"https://hub.example.org/runs/{run.Id}", message.Link);
        Assert.DoesNotContain("06 12 34", message.ToText() + message.Title, StringComparison.Ordinal);
        Assert.DoesNotContain("bank", message.ToText() + message.Title + message.Footer, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_second_question_of_the_same_run_is_another()
    {
        var run = await _people.AskAsync(_ada);
        await _people.TickAsync();
        run = run with { Question = new RunQuestion("account", new Text("Which?", "Lequel ?")) };
        await _people.SaveAsync(_ada, run);
        await _people.Finder.ConsiderAsync(_ada.Vaults[0], run);
        await _people.TickAsync();
        Assert.Equal(2, _people.Phone.Sent.Count);
    }

    [Fact]
    public async Task A_question_that_was_answered_meanwhile_is_not_told()
    {
        var run = await _people.AskAsync(_ada);
        await _people.SaveAsync(_ada, run with { State = RunState.Running, Question = null });
        await _people.TickAsync();
        Assert.Empty(_people.Phone.Tried);
        Assert.Empty(await _people.Book.ListAsync());
    }

    [Fact]
    public async Task Two_questions_at_once_are_one_message()
    {
        await _people.AskAsync(_ada);
        await _people.AskAsync(_ada);
        await _people.TickAsync();
        var message = Assert.Single(_people.Phone.Sent).Message;
        Assert.Equal("2 questions are waiting for you", message.Title);
        Assert.Equal(2, message.Items.Count);
    }

    [Fact]
    public async Task A_look_at_a_file_is_not_told_nor_is_anything_of_other_runs()
    {
        await _people.RunAsync(_ada, run => run with { Kind = RunKind.Import, DryRun = true, State = RunState.Waiting, Question = new RunQuestion("account", new Text("Which?", "Lequel ?")) });
        await _people.RunAsync(_ada, run => run with { Kind = RunKind.Compute, State = RunState.Failed, Outcome = Outcome.PluginFault, Ended = run.Created });
        await _people.TickAsync(TimeSpan.FromDays(3));
        Assert.Empty(_people.Phone.Tried);
    }

    [Fact]
    public async Task Questions_wait_for_the_end_of_quiet_hours_unless_the_person_says_otherwise()
    {
        var bob = await _people.AddAsync("bob", wish => wish with { QuietFrom = new(22, 0), QuietTo = new(7, 0) });
        var eve = await _people.AddAsync("eve", wish => wish with { QuietFrom = new(22, 0), QuietTo = new(7, 0), QuestionsAnyTime = true });
        _people.Clock.Now = DateTimeOffset.Parse("2026-11-22T23:30:00+01:00");
        await _people.AskAsync(bob);
        await _people.AskAsync(eve);
        await _people.TickAsync();
        await _people.TickAtAsync("2026-11-23T06:59:00+01:00");
        Assert.Equal(["eve"], _people.Phone.Sent.Select(sent => sent.To));
        await _people.TickAtAsync("2026-11-23T07:00:00+01:00");
        Assert.Equal(["eve", "bob"], _people.Phone.Sent.Select(sent => sent.To));
    }

    [Fact]
    public async Task What_can_wait_is_told_together_at_the_persons_hour()
    {
        await _people.EndAsync(_ada, Outcome.CredentialsRefused);
        await _people.EndAsync(_ada, Outcome.ConsentExpired, "grid-1");
        await _people.TickAsync();
        await _people.TickAtAsync("2026-11-23T07:59:00+01:00");
        Assert.Empty(_people.Phone.Tried);
        await _people.TickAtAsync("2026-11-23T08:00:00+01:00");
        var message = Assert.Single(_people.Phone.Sent).Message;
        Assert.Equal("2 things need your attention", message.Title);
        Assert.Equal([NoticeKind.CredentialsRefused, NoticeKind.ConsentExpired], message.Items.Select(item => item.Kind!.Value));
        Assert.Equal("https://hub.example.org/", message.Link);
    }

    [Fact]
    public async Task The_same_trouble_is_told_once_until_it_is_over()
    {
        await _people.EndAsync(_ada, Outcome.CredentialsRefused);
        await _people.TickAtAsync("2026-11-23T08:00:00+01:00");
        await _people.EndAsync(_ada, Outcome.CredentialsRefused);
        await _people.TickAtAsync("2026-11-24T08:00:00+01:00");
        Assert.Single(_people.Phone.Sent);
        await _people.EndAsync(_ada, Outcome.Done);
        await _people.TickAtAsync("2026-11-25T08:00:00+01:00");
        Assert.Single(_people.Phone.Sent);
        _people.Clock.Now += TimeSpan.FromHours(1);
        await _people.EndAsync(_ada, Outcome.CredentialsRefused);
        await _people.TickAtAsync("2026-11-26T08:00:00+01:00");
        Assert.Equal(2, _people.Phone.Sent.Count);
    }

    [Fact]
    public async Task A_source_that_fails_is_given_a_day_and_not_told_when_it_mends()
    {
        var bob = await _people.AddAsync("bob");
        _people.Clock.Now = DateTimeOffset.Parse("2026-11-23T07:00:00+01:00");
        await _people.EndAsync(_ada, Outcome.HolderUnavailable);
        await _people.EndAsync(bob, Outcome.HolderUnavailable);
        await _people.TickAtAsync("2026-11-23T08:00:00+01:00");
        Assert.Empty(_people.Phone.Tried);
        await _people.EndAsync(bob, Outcome.Done);
        await _people.EndAsync(_ada, Outcome.HolderUnavailable);
        await _people.TickAtAsync("2026-11-24T08:00:00+01:00");
        var (to, message) = Assert.Single(_people.Phone.Sent);
        Assert.Equal(("ada", NoticeKind.Failing), (to, message.Items[0].Kind!.Value));
    }

    [Fact]
    public async Task A_backup_that_fails_is_told_to_who_runs_the_hub_once_until_one_is_made()
    {
        await _people.AddAsync("root", admin: true);
        var backups = new BackupNotices(_people.Book, _people.Accounts, _people.Clock);
        await backups.FailedAsync();
        await _people.TickAtAsync("2026-11-23T08:00:00+01:00");
        await backups.FailedAsync();
        await _people.TickAtAsync("2026-11-24T08:00:00+01:00");
        var (to, message) = Assert.Single(_people.Phone.Sent);
        Assert.Equal(("root", NoticeKind.BackupFailing, "https://hub.example.org/"), (to, message.Items[0].Kind!.Value, message.Link));
        Assert.Contains("backup on schedule fails", message.ToText(), StringComparison.Ordinal);

        await backups.MadeAsync();
        await backups.FailedAsync();
        await backups.MadeAsync();
        await _people.TickAtAsync("2026-11-25T08:00:00+01:00");
        Assert.Single(_people.Phone.Sent);
        await backups.FailedAsync();
        await _people.TickAtAsync("2026-11-26T08:00:00+01:00");
        Assert.Equal(2, _people.Phone.Sent.Count);
    }

    [Fact]
    public async Task A_file_that_grew_old_is_told_once_and_again_after_a_fresh_one_grew_old()
    {
        await _people.ReadMeterAsync(_ada, "2026-10-01T00:00:00+02:00");
        await _people.TickAtAsync("2026-11-23T08:00:00+01:00");
        await _people.TickAtAsync("2026-11-24T08:00:00+01:00");
        var message = Assert.Single(_people.Phone.Sent).Message;
        Assert.Equal(NoticeKind.StaleFile, message.Items[0].Kind);
        Assert.Equal("https://hub.example.org/add", message.Link);
        await _people.ReadMeterAsync(_ada, "2026-11-24T00:00:00+01:00");
        await _people.TickAtAsync("2026-11-25T08:00:00+01:00");
        Assert.Single(_people.Phone.Sent);
        await _people.TickAtAsync("2026-12-25T08:00:00+01:00");
        Assert.Equal(2, _people.Phone.Sent.Count);
    }

    [Fact]
    public async Task Whoever_opens_a_vault_is_told_of_it_and_nobody_else()
    {
        var bob = await _people.AddAsync("bob");
        await _people.AddAsync("eve");
        await _people.Accounts.ChangeAsync(bob.Id, account => account with { Vaults = [.. account.Vaults, _ada.Vaults[0]] });
        await _people.AskAsync(_ada);
        await _people.TickAsync();
        Assert.Equal(["ada", "bob"], _people.Phone.Sent.Select(sent => sent.To).Order());
        Assert.Equal("https://hub.example.org/", _people.Phone.Sent.Single(sent => sent.To == "bob").Message.Link);
    }

    [Fact]
    public async Task Texts_are_in_the_persons_language_and_name_the_source_only_where_it_is_wanted()
    {
        await _people.Accounts.ChangeAsync("ada", account => account with { Language = "fr" });
        var bob = await _people.AddAsync("bob", wish => wish with { NameSource = true });
        await _people.ReadMeterAsync(_ada, "2026-10-01T00:00:00+02:00");
        await _people.ReadMeterAsync(bob, "2026-10-01T00:00:00+02:00");
        await _people.TickAtAsync("2026-11-23T08:00:00+01:00");
        var told = _people.Phone.Sent.ToDictionary(sent => sent.To, sent => sent.Message, StringComparer.Ordinal);
        Assert.StartsWith("Une de vos sources prend de l'âge", told["ada"].ToText(), StringComparison.Ordinal);
        Assert.DoesNotContain("linky", told["ada"].ToText(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Linky", told["bob"].ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_live_source_is_named_as_its_person_calls_it()
    {
        var bob = await _people.AddAsync("bob", wish => wish with { NameSource = true });
        await _people.AskAsync(bob);
        await _people.TickAsync();
        Assert.Contains("“My secret bank”", Assert.Single(_people.Phone.Sent).Message.ToText(), StringComparison.Ordinal);
        await _people.EndAsync(bob, Outcome.CredentialsRefused);
        await _people.EndAsync(_ada, Outcome.CredentialsRefused);
        await _people.TickAtAsync("2026-11-23T08:00:00+01:00");
        Assert.Equal("https://hub.example.org/sources/bank-1", _people.Phone.Sent.Last(sent => sent.To == "bob").Message.Link);
        Assert.DoesNotContain("bank", _people.Phone.Sent.Last(sent => sent.To == "ada").Message.Link, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_was_tried_often_enough_is_told_at_the_next_hour()
    {
        _people.Clock.Now = DateTimeOffset.Parse("2026-11-23T07:00:00+01:00");
        await _people.RunAsync(_ada, run => run with { State = RunState.Failed, Outcome = Outcome.PluginFault, Ended = run.Created, Sync = new SyncFacts(1, 0) { FailedBefore = 9, AlikeBefore = 9, Alike = Outcome.PluginFault } });
        await _people.TickAtAsync("2026-11-23T08:00:00+01:00");
        Assert.Equal(NoticeKind.Failing, Assert.Single(_people.Phone.Sent).Message.Items[0].Kind);
    }

    [Theory]
    [InlineData(false, NoticeKind.ConsentEnding)]
    [InlineData(true, NoticeKind.AllowanceEnding)]
    public async Task A_consent_that_ends_is_told_two_weeks_ahead_and_again_after_a_new_one(bool here, NoticeKind kind)
    {
        await _people.ConsentAsync(_ada, "2026-12-08", here);
        await _people.TickAtAsync("2026-11-23T08:00:00+01:00");
        Assert.Empty(_people.Phone.Tried);
        await _people.TickAtAsync("2026-11-24T08:00:00+01:00");
        await _people.EndAsync(_ada, Outcome.Done, "linky-api-1");
        await _people.TickAtAsync("2026-11-25T08:00:00+01:00");
        Assert.Equal(kind, Assert.Single(_people.Phone.Sent).Message.Items[0].Kind);
        await _people.ConsentAsync(_ada, "2027-12-08", here);
        await _people.TickAtAsync("2026-11-26T08:00:00+01:00");
        Assert.Single(_people.Phone.Sent);
        await _people.TickAtAsync("2027-11-24T08:00:00+01:00");
        Assert.Equal(2, _people.Phone.Sent.Count);
    }

    [Fact]
    public async Task Nothing_more_is_said_of_a_source_that_was_deleted()
    {
        await _people.EndAsync(_ada, Outcome.CredentialsRefused);
        await using (var vault = await _people.Vaults.OpenAsync(_ada.Vaults[0]))
        {
            await vault.Store.DeleteDocumentAsync(SourceStore.Kind, "bank-1");
        }

        await _people.TickAtAsync("2026-11-23T08:00:00+01:00");
        Assert.Empty(_people.Phone.Tried);
        Assert.Empty(await _people.Book.ListAsync());
    }

    [Fact]
    public async Task A_code_that_is_asked_again_is_told_again()
    {
        var run = await _people.RunAsync(_ada, run => run with { State = RunState.Waiting, Question = new RunQuestion("code", new Text("Code?", "Code ?")), Sync = new SyncFacts(1, 0) { Asked = run.Created } });
        await _people.TickAsync();
        run = run with { Sync = run.Sync! with { Asked = _people.Clock.Now.AddMinutes(5) } };
        await _people.SaveAsync(_ada, run);
        await _people.Finder.ConsiderAsync(_ada.Vaults[0], run);
        await _people.TickAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(2, _people.Phone.Sent.Count);
    }

    [Fact]
    public async Task Who_is_closed_or_wants_nothing_is_told_nothing_and_nothing_is_kept()
    {
        var bob = await _people.AddAsync("bob");
        await _people.AskAsync(_ada);
        await _people.AskAsync(bob);
        await _people.Channels.SaveAsync(_ada, new NoticeWish { Channel = ChannelKind.None, Language = "en" });
        await _people.Accounts.CloseAsync("bob");
        await _people.TickAsync();
        Assert.Empty(_people.Phone.Tried);
        await _people.Book.ForgetAsync("bob");
        Assert.Empty(await _people.Book.ListAsync());
        Assert.Null((await _people.Book.FindSettingsAsync("ada"))!.Address);
        Assert.Null(await _people.Book.FindSettingsAsync("bob"));
    }

    [Fact]
    public async Task A_test_goes_out_at_once_and_not_twice_within_half_a_minute()
    {
        var settings = (await _people.Book.FindSettingsAsync("ada"))!;
        Assert.Equal(DeliveryOutcome.Sent, await _people.Teller.TestAsync(_ada, settings, CancellationToken.None));
        Assert.Null(await _people.Teller.TestAsync(_ada, settings, CancellationToken.None));
        _people.Clock.Now += NoticeTeller.TestsApart;
        _people.Phone.Outcome = DeliveryOutcome.AddressRefused;
        Assert.Equal(DeliveryOutcome.AddressRefused, await _people.Teller.TestAsync(_ada, settings, CancellationToken.None));
        Assert.Equal(_people.Clock.Now, (await _people.Book.StateAsync("ada")).FailedSince);
    }
}
