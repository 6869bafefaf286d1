namespace Hub.Plugins.HomeEnergy;

/// <summary>What is usual among figures, and how far they lie from it, whatever a few of them do. The figures come in order.</summary>
internal static class Robust
{
    public static decimal Median(decimal[] sorted)
    {
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>The median of the distances from the median.</summary>
    public static decimal Deviation(decimal[] sorted, decimal median)
    {
        var above = 0;
        while (above < sorted.Length && sorted[above] < median)
        {
            above++;
        }

        // From the middle outwards, on whichever side is nearer, the distances come in order too.
        var below = above - 1;
        var distances = new decimal[sorted.Length];
        for (var i = 0; i < distances.Length; i++)
        {
            distances[i] = above == sorted.Length || (below >= 0 && median - sorted[below] < sorted[above] - median) ? median - sorted[below--] : sorted[above++] - median;
        }

        return Median(distances);
    }
}
