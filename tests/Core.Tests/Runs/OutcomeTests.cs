using Hub.Core.Runs;
using Hub.Sdk;
using Xunit;

namespace Core.Tests.Runs;

/// <summary>What a person reads about how a run ended.</summary>
public sealed class OutcomeTests
{
    private static readonly Text Said = new("The shop is closed until noon.", "Le magasin est fermé jusqu'à midi.");

    [Theory]
    [InlineData(Outcome.HolderUnavailable, "The shop is closed until noon. It will be tried again by itself.")]
    [InlineData(Outcome.PluginFault, "The plug-in failed. What was read before was kept, and your other data is not touched. Its publisher has to mend it. The shop is closed until noon.")]
    public void What_the_plug_in_said_is_not_said_twice(Outcome outcome, string told) =>
        Assert.Equal(told, Outcomes.Told(Ended(outcome) with { Detail = Said }).En);

    [Theory]
    [InlineData(Outcome.HolderUnavailable, true, "The shop is closed until noon. Try again later.")]
    [InlineData(Outcome.HolderUnavailable, false, "The holder cannot be reached at the moment. Try again later.")]
    [InlineData(Outcome.CredentialsRefused, true, "The shop is closed until noon.")]
    [InlineData(Outcome.FormatChanged, false, "The holder answered in a way that the connector does not know. The connector's publisher has to mend it.")]
    public void Of_settings_that_did_not_work_only_what_is_true_there_is_said(Outcome outcome, bool said, string told) =>
        Assert.Equal(told, Outcomes.ToldOfTrial(outcome, said ? Said : null).En);

    [Fact]
    public void What_is_said_of_one_of_several_files_is_not_said_of_all()
    {
        var several = Ended(Outcome.NotUnderstood) with { Kind = RunKind.Import, Parts = ["a-1", "a-2", "a-3"] };
        Assert.StartsWith("Of 3 files, some need a look: each says why. The first: No connector here reads this file yet.", Outcomes.Told(several).En, StringComparison.Ordinal);
        Assert.StartsWith("No connector here", Outcomes.Told(several with { Parts = [] }).En, StringComparison.Ordinal);
        Assert.StartsWith("Everything was read. Some items", Outcomes.Told(several with { Outcome = Outcome.Done, Counts = new RunCounts(Read: 2, Rejected: 1) }).En, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_is_saved_nothing_is_said_to_be_kept_or_to_be_tried_by_itself() =>
        Assert.All(
            Enum.GetValues<Outcome>().Where(outcome => outcome is not (Outcome.Done or Outcome.Truncated or Outcome.NotMyFile or Outcome.NotUnderstood)),
            outcome => Assert.DoesNotMatch("kept|by itself|tried again|gardé|tout seul|retenté", Outcomes.ToldOfTrial(outcome, Said).En + Outcomes.ToldOfTrial(outcome, Said).Fr));

    [Fact]
    public void Only_an_import_has_a_file_that_was_read_to_its_end()
    {
        var partly = Ended(Outcome.Done) with { Counts = new RunCounts { Rejected = 1 } };
        Assert.StartsWith("Everything was read. Some items", Outcomes.SentenceOf(partly).En, StringComparison.Ordinal);
        Assert.StartsWith("The file was read to its end.", Outcomes.SentenceOf(partly with { Kind = RunKind.Import }).En, StringComparison.Ordinal);
    }

    private static Run Ended(Outcome outcome) =>
        new() { Id = "1", Kind = RunKind.Sync, State = RunState.Failed, Outcome = outcome, Actor = "account:camille", Created = DateTimeOffset.UnixEpoch };
}
