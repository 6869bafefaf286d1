namespace Bench;

/// <summary>Rows of RESULTS.md: what was measured, the yardstick's figure of the same run, the ratio and the goal.</summary>
internal sealed class Report
{
    private readonly List<string> _rows = [];

    public void Add(string work, string unit, double hub, double? yardstick, string goal)
    {
        var ratio = yardstick is { } other && other > 0 ? hub / other : (double?)null;
        var row = $"| {work} | {hub:#,0.##} {unit} | {(yardstick is { } y ? $"{y:#,0.##} {unit}" : "–")} | {(ratio is { } r ? $"{r:0.00} ×" : "–")} | {goal} |";
        Console.WriteLine(row);
        _rows.Add(row);
    }

    public void Print()
    {
        Console.WriteLine();
        Console.WriteLine("| work | hub | yardstick, same run | ratio | goal |");
        Console.WriteLine("| --- | --- | --- | --- | --- |");
        _rows.ForEach(Console.WriteLine);
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[sorted.Length / 2];
    }

    public static double Percentile(IEnumerable<double> values, double p)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * p))];
    }
}
