using System.Text;
using System.Text.RegularExpressions;
using GasNotebook;
using Hub.Core.Records;
using Hub.Sdk;
using Hub.Sdk.Testing;

namespace House.Tests;

/// <summary>The plug-in that docs/plugins.md builds is the one in docs/examples, and it works.</summary>
public sealed partial class WalkthroughTests
{
    private const string Folder = "docs/examples/gas-notebook";

    [Fact]
    public void The_document_shows_the_example_as_it_is()
    {
        var shown = Blocks().Matches(Tree.Read("docs/plugins.md")).ToDictionary(match => match.Groups["file"].Value, match => match.Groups["code"].Value, StringComparer.Ordinal);
        Assert.Equal(["GasNotebook.csproj", "GasNotebookConnector.cs", "plugin.json"], shown.Keys.Order(StringComparer.Ordinal));
        Assert.All(shown, block => Assert.Equal(Tree.Read($"{Folder}/{block.Key}").ReplaceLineEndings("\n"), block.Value.ReplaceLineEndings("\n")));
    }

    [Fact]
    public void The_README_shows_a_part_of_the_example() =>
        Assert.Contains(Csharp().Match(Tree.Read("README.md")).Groups["code"].Value, Tree.Read($"{Folder}/GasNotebookConnector.cs"), StringComparison.Ordinal);

    [Fact]
    public async Task The_example_reads_its_file_and_sets_a_bad_line_aside()
    {
        var context = new RecordingContext();
        var file = new TestFile("gas.csv", Encoding.UTF8.GetBytes("Gas notebook;21400000000000\r\n2025-02;980\r\n2025-03;1240.5\r\nmuch\r\n"));
        await new GasNotebookConnector().ImportAsync(context, file, TestContext.Current.CancellationToken);

        Assert.Equal([980m, 1240.5m], context.Of("energy.consumption").Select(data => data.GetProperty("energy").GetDecimal()));
        Assert.Equal([28 * 86400, (31 * 86400) - 3600], context.Of("energy.consumption").Select(data => data.GetProperty("duration").GetInt32()));
        Assert.Equal("line 4", Assert.Single(context.Rejected).Origin.At);

        var type = RecordTypes.Load(Tree.Under("sdk/records").Where(name => name.EndsWith(".json", StringComparison.Ordinal)).Select(Tree.PathOf)).Get("energy.consumption");
        Assert.All(context.Saved, saved =>
        {
            var errors = new RecordErrors();
            Assert.True(type.Prepare(Encoding.UTF8.GetBytes(saved.Data.GetRawText()), default, "me", errors, new()) is not null, string.Join('\n', errors.Items));
        });
    }

    [Fact]
    public async Task The_example_refuses_a_file_that_is_not_its_own()
    {
        var refused = await Assert.ThrowsAsync<RunException>(() => new GasNotebookConnector().ImportAsync(new RecordingContext(), new TestFile("gas.csv", "Date;kWh\n"u8.ToArray()), TestContext.Current.CancellationToken));
        Assert.Equal(Outcome.NotMyFile, refused.Outcome);
    }

    [GeneratedRegex("```csharp\n(?<code>.+?)```", RegexOptions.Singleline)]
    private static partial Regex Csharp();

    [GeneratedRegex(@"`(?<file>[\w.-]+)`:?\r?\n\r?\n?```\w+\r?\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
