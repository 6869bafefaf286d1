namespace Hub.Core.Plugins.Conformance;

/// <summary>Where a plug-in's process is killed: after as many steps each time.</summary>
internal static class KillPlaces
{
    private const int Most = 8;

    /// <param name="steps">What a whole run commits, in its order.</param>
    /// <param name="isFile">A file is read from its beginning again wherever it was killed, so that its middle stands for all.</param>
    public static IReadOnlyList<int> Of(IReadOnlyList<TrialStep> steps, bool isFile)
    {
        // After the last item there is nothing to go on with.
        var last = steps.Count - 1;
        while (last >= 0 && steps[last].Cursor is not null)
        {
            last--;
        }

        var places = Enumerable.Range(1, Math.Max(0, last)).ToList();
        if (isFile)
        {
            return places.Count == 0 ? [] : [places[places.Count / 2]];
        }

        // Every cursor and what follows it first: there a run goes on elsewhere than it broke off.
        var cursors = places.FindAll(place => steps[place - 1].Cursor is not null);
        var chosen = Spread(cursors, Most / 2);
        chosen = [.. chosen, .. Spread(chosen.ConvertAll(place => place + 1).FindAll(place => place <= last), Most / 4)];
        return [.. chosen.Concat(Spread(places.Except(chosen).ToList(), Most - chosen.Count)).Distinct().Order()];
    }

    private static List<int> Spread(List<int> places, int most) => most <= 0 ? [] : places.Count <= most ? places : [.. Enumerable.Range(0, most).Select(i => places[i * places.Count / most])];
}
