using System.Text.RegularExpressions;

namespace House.Tests;

/// <summary>Each line of the page of faults names the test that plays it.</summary>
public sealed partial class FaultsPageTests
{
    private static readonly Lazy<string> Tests = new(() => string.Join('\n', Tree.Under("tests").Where(file => file.EndsWith(".cs", StringComparison.Ordinal)).Select(Tree.Read)));

    public static TheoryData<string> Lines => [.. Tree.Read("docs/faults.md").Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(2)];

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_line_names_a_test_that_is_there(string line)
    {
        var name = TestName().Match(line).Groups["name"].Value;
        Assert.True(name.Length > 0, "the line names no test");
        Assert.Matches($@"Task {name}\(", Tests.Value);
    }

    [GeneratedRegex(@"\| `(?<name>\w+)` \|\s*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TestName();
}
