using System.Globalization;
using System.Text;
using Hub.Core.Runs;
using Hub.Sdk;

namespace House.Tests;

/// <summary>The published table of outcomes is the hub's own. HUB_APPROVE=1 writes it anew.</summary>
public sealed class OutcomesPageTests
{
    private const string Page = "docs/outcomes.md";
    private const string Before = "<!-- Written by OutcomesPageTests: HUB_APPROVE=1 writes it anew. -->\n";

    [Fact]
    public void The_page_shows_every_outcome_as_the_hub_has_it()
    {
        var text = Tree.Read(Page).ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("HUB_APPROVE") == "1")
        {
            text = text[..(text.IndexOf(Before, StringComparison.Ordinal) + Before.Length)] + Table();
            File.WriteAllText(Tree.PathOf(Page), text);
        }

        Assert.EndsWith(Before + Table(), text, StringComparison.Ordinal);
    }

    private static string Table()
    {
        var table = new StringBuilder("| outcome | the run | what the person reads | who acts | tried again by itself |\n| --- | --- | --- | --- | --- |\n");
        foreach (var outcome in Enum.GetValues<Outcome>())
        {
            var rule = Outcomes.Of(outcome);
            table.Append(CultureInfo.InvariantCulture, $"| `{outcome}` | {rule.State.ToString().ToLowerInvariant()} | {rule.Sentence.En} | {Who(rule.WhoActs)} | {Again(outcome, rule)} |\n");
        }

        return table.ToString();
    }

    private static string Who(Actor actor) => actor switch
    {
        Actor.Person => "the person",
        Actor.Publisher => "you",
        Actor.Admin => "the hub's admin",
        _ => "",
    };

    private static string Again(Outcome outcome, OutcomeRule rule)
    {
        var renewed = rule.WhoActs == Actor.Publisher ? "; at once with a new version" : "";
        return outcome == Outcome.Done ? "at its next time"
            : rule.RetryAfter is { } after ? $"after {after.TotalMinutes} minutes, {rule.Tries} times in a row{renewed}"
            : $"no{renewed}";
    }
}
