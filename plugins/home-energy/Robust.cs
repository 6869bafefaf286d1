namespace Hub.Plugins.HomeEnergy;

/// <summary>What is usual among figures, and how far they lie from it, whatever a few of them do.</summary>
internal static class Robust
{
    public static decimal Median(IEnumerable<decimal> values)
    {
        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>The median of the distances from the median.</summary>
    public static decimal Deviation(IReadOnlyCollection<decimal> values, decimal median) => Median(values.Select(value => Math.Abs(value - median)));
}
