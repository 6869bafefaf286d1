using Hub.Plugins.GreenButton.Readings;

namespace Hub.Plugins.GreenButton.Feed;

/// <summary>
/// What the first pass learns, so that the second can tell of each reading which meter and unit it has: entries and their links come in any order, and the links
/// of an entry may stand behind its readings. Of an entry with readings four bytes are kept.
/// </summary>
internal sealed class FeedMap
{
    private static readonly Entry NoMeter = new(-1);
    private readonly List<Node> _meters = [], _types = [], _points = [], _clocks = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<string> _placeNames = [];
    private readonly List<int> _placeOfEntry = [];
    private readonly Dictionary<int, MeterSeries?> _series = [];
    private readonly Dictionary<Entry, MeterSeries> _ofMeter = new(ReferenceEqualityComparer.Instance);

    public bool HasReadings => _placeNames.Count > 0;

    public void Add(Entry entry)
    {
        while (_placeOfEntry.Count <= entry.Number)
        {
            _placeOfEntry.Add(-1);
        }

        if (entry.HasBlocks)
        {
            _placeOfEntry[entry.Number] = Place(entry);
        }

        foreach (var resource in entry.Resources)
        {
            var node = new Node(entry, resource);
            (resource.Kind switch { "UsagePoint" => _points, "MeterReading" => _meters, "ReadingType" => _types, _ => _clocks }).Add(node);
        }
    }

    /// <summary>The series that an entry's readings belong to; null when the links do not say it.</summary>
    public MeterSeries? Find(Entry entry) => FindAt(entry.Number < _placeOfEntry.Count ? _placeOfEntry[entry.Number] : -1);

    private MeterSeries? FindAt(int place)
    {
        if (!_series.TryGetValue(place, out var series))
        {
            _series[place] = series = FindAt(place < 0 ? "" : _placeNames[place]);
        }

        return series;
    }

    /// <summary>All the series that have readings.</summary>
    public IEnumerable<MeterSeries> All() => Enumerable.Range(0, _placeNames.Count).Select(FindAt).OfType<MeterSeries>();

    private int Place(Entry entry)
    {
        // Blocks of one meter stand in one collection, so that few places are kept however many blocks there are.
        var parent = entry.Self is null ? "" : Links.Parent(entry.Self);
        var name = entry.Up ?? (parent.Contains("MeterReading", StringComparison.Ordinal) ? parent : entry.Self ?? "");
        if (!_places.TryGetValue(name, out var place))
        {
            _places.Add(name, place = _placeNames.Count);
            _placeNames.Add(name);
        }

        return place;
    }

    private MeterSeries? FindAt(string place)
    {
        var meters = _meters.Where(meter => Links.IsUnder(place, meter.Entry.Self) || meter.Entry.Related.Any(related => related == place || Links.Parent(related) == place)).Select(meter => meter.Entry).DistinctBy(meter => meter.Self ?? $"{meter.Number}").ToList();
        if (meters.Count == 0 && _meters.Count <= 1)
        {
            // Where there is one meter, a link that leads nowhere cannot mean another.
            meters = [_meters.FirstOrDefault()?.Entry ?? NoMeter];
        }

        return meters.Count != 1 ? null : _ofMeter.TryGetValue(meters[0], out var series) ? series : _ofMeter[meters[0]] = Join(meters[0]);
    }

    private MeterSeries Join(Entry meter)
    {
        var type = Linked(meter, _types);
        var point = _points.Find(point => IsOf(meter, point.Entry)) ?? Only(_points);
        var service = point?.Resource.Find("ServiceCategory/kind");
        var said = type?.Resource.Find("commodity");
        var measure = Measure.Of(type?.Resource);
        var commodity = Codes.Commodity(said, service);
        return new MeterSeries(UsagePoints.Name(point?.Entry, meter), commodity, commodity is null && (said is not (null or "0") || service is not null), measure, LocalTime.Find(Linked(point?.Entry, _clocks)?.Resource));
    }

    private static bool IsOf(Entry meter, Entry point) =>
        (meter.Self is { } self && (Links.IsUnder(self, point.Self) || point.Related.Any(related => related == self || related == Links.Parent(self))))
        || (meter.Up is { } up && point.Related.Contains(up));

    private static Node? Linked(Entry? from, List<Node> nodes) => nodes.Find(node => node.Entry.Self is { } self && from?.Related.Contains(self) == true) ?? Only(nodes);

    private static Node? Only(List<Node> nodes) => nodes.Count == 1 ? nodes[0] : null;

    private sealed record Node(Entry Entry, Resource Resource);
}
