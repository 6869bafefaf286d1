using System.Text;

namespace Runner.Tests.Attacking;

/// <summary>The table that is published is the corpus, all of it. HUB_APPROVE=1 writes it anew.</summary>
public sealed class CorpusTests
{
    private const string Before = "<!-- Written by CorpusTests: HUB_APPROVE=1 writes it anew. -->";

    private static string ReadMe { get; } = Path.Join(Attack.Folder, "README.md");

    [Fact]
    public void The_table_names_every_attack()
    {
        var text = File.ReadAllText(ReadMe);
        var table = Table();
        if (Environment.GetEnvironmentVariable("HUB_APPROVE") == "1")
        {
            text = text[..(text.IndexOf(Before, StringComparison.Ordinal) + Before.Length)] + "\n" + table;
            File.WriteAllText(ReadMe, text);
        }

        Assert.True(Attack.All.Count >= 60);
        Assert.EndsWith(Before + "\n" + table, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_attack_says_how_it_ends()
    {
        Assert.All(Attack.All.Where(attack => attack.Kind != "json"), attack => Assert.NotEqual([""], attack.Outcomes));
        Assert.All(Attack.All.Where(attack => attack.Kind == "json"), attack => Assert.Contains(new[] { "Refused", "Recognises", "Settings", "Reaches", "Type" }, key => attack.One(key) is not null));
    }

    private static string Table()
    {
        var table = new StringBuilder("| attack | tries | ends with | what holds |\n| --- | --- | --- | --- |\n");
        foreach (var attack in Attack.All)
        {
            var ends = attack.Kind == "json" ? attack.One("Refused") is null ? "harmless" : "refused" : string.Join(" or ", attack.Outcomes.Select(outcome => $"`{outcome}`"));
            table.Append($"| [{attack.Name}]({attack.File}) | {Cell(attack.Tries)} | {ends} | {Cell(attack.Keeps)} |\n");
        }

        return table.ToString();
    }

    private static string Cell(string text) => text.TrimEnd('.').Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
