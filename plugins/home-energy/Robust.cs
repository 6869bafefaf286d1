namespace Hub.Plugins.HomeEnergy;

/// <summary>What is usual among figures, and how far they lie from it, whatever a few of them do.</summary>
internal static class Robust
{
    public static decimal Median(decimal[] values)
    {
        var sorted = (decimal[])values.Clone();
        Array.Sort(sorted);
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>The median of the distances from the median.</summary>
    public static decimal Deviation(decimal[] values, decimal median) => Median(Array.ConvertAll(values, value => Math.Abs(value - median)));
}
