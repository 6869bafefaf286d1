using System.Globalization;
using System.Text.Json;

namespace House.Tests;

/// <summary>docs/cost.md multiplies and adds up as it says, and the host is told to ask no more than that.</summary>
public sealed class CostTests
{
    /// <summary>Of the goal of 0.10 € for one person, what an instance that is up all month may spend on asking the queue: less than half.</summary>
    private const double MostForPolling = 0.05;

    private const double SecondsOfMonth = 365.0 / 12 * 86_400;

    private static readonly string Page = Tree.Read("docs/cost.md");
    private static readonly Dictionary<string, double> Prices = Rows("## Prices").ToDictionary(row => row[0], row => Number(row[1]), StringComparer.Ordinal);

    [Fact]
    public void Every_line_is_its_requests_times_its_price()
    {
        var lines = Rows("## A month of one person").Where(row => row[1].Length > 0).ToList();
        Assert.NotEmpty(lines);
        Assert.All(lines, row => Assert.Equal(Number(row[2]) / 10_000 * Prices[row[1]], Number(row[3]), tolerance: 0.00005));
    }

    [Fact]
    public void Every_sum_is_the_sum_of_the_lines_above_it()
    {
        double requests = 0, dollars = 0;
        foreach (var row in Rows("## A month of one person"))
        {
            if (row[1].Length > 0)
            {
                (requests, dollars) = (requests + Number(row[2]), dollars + (Number(row[2]) / 10_000 * Prices[row[1]]));
                continue;
            }

            Assert.Equal(requests, Number(row[2]));
            Assert.Equal(dollars, Number(row[3]), tolerance: 0.00005);
        }
    }

    [Fact]
    public void An_instance_that_stays_up_all_month_polls_for_less_than_half_of_the_goal()
    {
        var queues = JsonElement.Parse(Tree.Read("host.json")).GetProperty("extensions").GetProperty("queues");
        var between = TimeSpan.Parse(queues.GetProperty("maxPollingInterval").GetString()!, CultureInfo.InvariantCulture);
        Assert.True(SecondsOfMonth / between.TotalSeconds / 10_000 * Prices["queue"] < MostForPolling);
        Assert.Contains($"**set to {between.TotalSeconds} s**", Page, StringComparison.Ordinal);
    }

    /// <summary>The cells of the first table under a heading.</summary>
    private static IEnumerable<string[]> Rows(string heading) => Page
        .Split('\n')
        .SkipWhile(line => line != heading)
        .SkipWhile(line => !line.StartsWith('|'))
        .Skip(2)
        .TakeWhile(line => line.StartsWith('|'))
        .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries));

    private static double Number(string cell) => double.Parse(cell.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
}
