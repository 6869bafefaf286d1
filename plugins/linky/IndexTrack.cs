using System.Text.RegularExpressions;

namespace Hub.Plugins.Linky;

/// <summary>What a row adds to the one before.</summary>
internal enum IndexStep
{
    /// <summary>Nothing: it is the first, it is empty, or it tells the same instant.</summary>
    Nothing,
    Energy,
    Backwards,
    Incomparable,
}

/// <summary>The registers of one direction: the total (T), else the supplier's (F), else the distributor's (D).</summary>
internal sealed partial class IndexTrack
{
    private readonly int[][] _choices;
    private readonly decimal _perKilo;
    private IndexRow? _previous;

    private IndexTrack(Meter meter, decimal perKilo, int[][] choices)
    {
        (Meter, _perKilo, _choices) = (meter, perKilo, choices);
        Columns = [.. choices.SelectMany(columns => columns)];
    }

    public Meter Meter { get; }

    public int[] Columns { get; }

    /// <summary>One track for each direction that the headings name: EAS is drawn from the grid, EAI given to it.</summary>
    public static IReadOnlyList<IndexTrack> All(string[] headings, string usagePoint, string quality, decimal perKilo)
    {
        var registers = headings.Select((heading, column) => (Match: Register().Match(heading), Column: column)).Where(register => register.Match.Success).ToList();
        return [.. new[] { ("EAS", "delivered"), ("EAI", "received") }
            .Select(way => (Way: way, Own: registers.Where(register => register.Match.Groups["way"].Value.Equals(way.Item1, StringComparison.OrdinalIgnoreCase)).ToList()))
            .Where(track => track.Own.Count > 0)
            .Select(track => new IndexTrack(
                new Meter(usagePoint, track.Way.Item2, "index", quality),
                perKilo,
                [.. "TFD".Select(kind => track.Own.Where(register => char.ToUpperInvariant(register.Match.Groups["kind"].ValueSpan[0]) == kind).Select(register => register.Column).ToArray())]))];
    }

    /// <summary>Compares a row with the one before and remembers it.</summary>
    public IndexStep Take(IndexRow row, out IndexRow earlier, out decimal energy)
    {
        earlier = row;
        energy = 0;
        if (Columns.All(column => row[column] is null))
        {
            return IndexStep.Nothing;
        }

        var previous = _previous;
        _previous = row;
        if (previous is null || previous.Stamp == row.Stamp)
        {
            return IndexStep.Nothing;
        }

        // The newest row may stand first.
        earlier = previous.Stamp < row.Stamp ? previous : row;
        var later = ReferenceEquals(earlier, previous) ? row : previous;
        foreach (var columns in _choices)
        {
            var (from, to) = (earlier, later);
            var filled = columns.Where(column => from[column] is not null || to[column] is not null).ToList();
            if (filled.Count == 0 || filled.Exists(column => from[column] is null || to[column] is null))
            {
                continue;
            }

            energy = filled.Sum(column => to[column]!.Value - from[column]!.Value) / _perKilo;
            return filled.Exists(column => to[column] < from[column]) ? IndexStep.Backwards : IndexStep.Energy;
        }

        return IndexStep.Incomparable;
    }

    [GeneratedRegex(@"^\s*(?<way>EAS|EAI)\s*(?<kind>T|F[0-9]{1,2}|D[0-9])\s*(\(.*\))?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Register();
}
