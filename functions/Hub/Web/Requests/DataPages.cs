using Hub.Core.Aggregates;
using Hub.Core.Records;
using Hub.Core.Sources;
using Hub.Core.Vaults;
using Hub.Front;
using Hub.Vaults;
using Hub.Web.Pages;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>The data by domain, and each type's page.</summary>
internal sealed class DataPages(PageDoor door, VaultDoor vaults, RecordTypes types, Catalogue catalogue, Totals totals)
{
    private const int Preview = 5;
    private const int MostYears = 6;
    private const int MostGroups = 60;

    public async Task ListAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        var page = open.Page;
        var byType = (await open.Store.CoverageAsync()).Where(item => item.Count > 0).ToLookup(item => item.Type, StringComparer.Ordinal);
        var known = types.All.Where(type => byType.Contains(type.Name)).ToLookup(type => type.Domain, StringComparer.Ordinal);
        await context.AnswerAsync<Data>(page, new DataModel([.. Domains.All.Where(domain => known.Contains(domain.Id)).Select(domain =>
            new DomainView(Icons.OfDomain(domain.Id), page.L(domain.Label), [.. known[domain.Id].Select(type => Line(type, [.. byType[type.Name]], page))]))], page.Today));
    }

    public async Task TypeAsync(HttpContext context)
    {
        var type = vaults.TypeOf(context);
        await using var open = await door.OpenAsync(context);
        var coverage = (await open.Store.CoverageAsync()).Where(item => item.Type == type.Name && item.Count > 0).ToList();
        var (first, last) = Span(coverage, open.Page.Format.Zone);
        var period = Period.Choose(context.Query("period"), first, last);
        var (groups, group) = await GroupsAsync(context, open, type);
        var rows = type.Chart is null || coverage.Count == 0 ? [] : await RowsAsync(open, type, period, group);
        var unit = group is null ? null : await UnitAsync(open, type, group);
        var records = await open.Store.QueryAsync(new RecordQuery(type) { Bounds = type.Time is null ? TimeBounds.None : Bounds(period, open.Page.Format.Zone), Descending = true, Limit = Preview });
        open.NoteRead("read", type.Name, records.Items.Count);
        open.NoteRead("aggregate", type.Name, rows.Sum(row => row.Count));
        var count = rows.Count > 0 && group is null ? rows.Where(row => period.Contains(row.Start)).Sum(row => row.Count) : coverage.Sum(item => item.Count);
        var basis = Basis(coverage, await open.Store.SourcesAsync(), count, period, type, open.Page);
        await context.AnswerAsync<DataType>(open.Page, new TypePageModel
        {
            Type = type,
            Period = period,
            Periods = type.Time is null || coverage.Count == 0 ? [] : Periods(period, first, last),
            Figures = TypeFigures.Of(type, rows, period, open.Page, unit),
            Charts = [.. Charts(type, rows, period, open.Page, unit).Select(chart => chart with { Source = basis })],
            Basis = basis,
            Records = new RecordListModel { Type = type, Items = records.Items, Total = coverage.Sum(item => item.Count), IsPreview = true, Period = period },
            Groups = groups,
            Group = group,
        });
    }

    private static IReadOnlyList<ChartModel> Charts(RecordType type, IReadOnlyList<Measured> rows, Period period, PageContext page, string? unit)
    {
        var charts = TypeCharts.Of(type, rows, period, page, unit);

        // A time line down to the reading makes sense where readings follow each other closely, which the series annotation says.
        return type.Series is null || charts.Count == 0 ? charts : [.. charts, TypeCharts.Timeline(type, type.Address() + "/points", page)];
    }

    public static TimeBounds Bounds(Period period, TimeZoneInfo zone) =>
        period.Kind == PeriodKind.All ? TimeBounds.None : TimeBounds.TryParse(Days.Iso(period.From), Days.Iso(period.To), zone, out var bounds) ? bounds : TimeBounds.None;

    public static (DateOnly First, DateOnly Last) Span(IReadOnlyList<Coverage> coverage, TimeZoneInfo zone)
    {
        var timed = coverage.Where(item => !item.Last.IsNone).ToList();
        return timed.Count == 0 ? (new(2000, 1, 1), new(2000, 1, 1)) : (timed.Min(item => Days.Of(item.First, zone)), timed.Max(item => Days.Of(item.Last, zone)));
    }

    private async ValueTask<IReadOnlyList<Measured>> RowsAsync(OpenPage open, RecordType type, Period period, string? group)
    {
        var zone = open.Page.Format.Zone;
        if (!period.ByDay)
        {
            return await totals.ByMonthAsync(open.Store, type, zone, group);
        }

        var now = await totals.ByAsync(open.Store, type, zone, BucketSize.Day, Bounds(period, zone), group);
        return [.. now, .. await totals.ByAsync(open.Store, type, zone, BucketSize.Day, Bounds(period.YearBefore, zone), group)];
    }

    private async ValueTask<(IReadOnlyList<ChoiceModel> Groups, string? Group)> GroupsAsync(HttpContext context, OpenPage open, RecordType type)
    {
        if (!Totals.ShowsOneGroup(type))
        {
            return ([], null);
        }

        var found = await totals.GroupsAsync(open.Store, type, open.Page.Format.Zone);
        var asked = context.Request.HasFormContentType ? (await context.Request.ReadFormAsync(context.RequestAborted))["group"].ToString() : null;
        var field = type.ChartGroup()!;
        return ([.. found.Take(MostGroups).Select(group => new ChoiceModel(group.Group, $"{field.Choice(group.Group, open.Page)} ({open.Page.Format.Number(group.Count)})"))],
            found.Any(group => group.Group == asked) ? asked : found.Count > 0 ? found[0].Group : null);
    }

    /// <summary>Where each record states its unit, the latest of the group says it for the chart.</summary>
    public static async ValueTask<string?> UnitAsync(OpenPage open, RecordType type, string group)
    {
        if (type.Field(type.Chart?.Value)?.Unit is not null || type.Field("unit") is null || !Condition.TryParse($"/{type.ChartGroup()!.Name}:eq:{group}", out var condition))
        {
            return null;
        }

        var latest = await open.Store.QueryAsync(new RecordQuery(type) { Where = [condition], Descending = true, Limit = 1 });
        if (latest.Items.Count == 0)
        {
            return null;
        }

        using var data = System.Text.Json.JsonDocument.Parse(latest.Items[0].Data);
        return data.RootElement.TryGetProperty("unit", out var unit) ? unit.GetString() : null;
    }

    private static IReadOnlyList<Period> Periods(Period shown, DateOnly first, DateOnly last)
    {
        var periods = new List<Period> { Period.Choose(null, first, last) };
        periods.AddRange(Enumerable.Range(0, last.Year - first.Year + 1).Take(MostYears).Select(back => Period.Choose($"{last.Year - back:0000}", first, last)));
        periods.Add(Period.Choose("all", first, last));
        if (shown.Kind == PeriodKind.Month || periods.TrueForAll(period => period.Key != shown.Key))
        {
            periods.Add(shown);
        }

        return [.. periods.DistinctBy(period => period.Key)];
    }

    private string Basis(IReadOnlyList<Coverage> coverage, IReadOnlyList<Source> live, long count, Period period, RecordType type, PageContext page)
    {
        var (first, last) = Span(coverage, page.Format.Zone);
        var sources = string.Join(", ", coverage.Select(item => item.Source == Purposes.OwnSource ? page.L("yourself", "vous-même") : catalogue.SourceName(item.Source, live, page)).Distinct(StringComparer.Ordinal));
        var from = type.Time is null || coverage.Count == 0 ? "" : ", " + page.Format.Span(period.From > first ? period.From : first, period.Last < last ? period.Last : last);
        return coverage.Count == 0 ? page.L("There is nothing of this kind yet.", "Il n'y a encore rien de ce genre.") : page.L($"From {page.Format.Records(count)}{from}, {sources}.", $"D'après {page.Format.Records(count)}{from}, {sources}.");
    }

    public static TypeLine Line(RecordType type, IReadOnlyList<Coverage> coverage, PageContext page)
    {
        var (first, last) = Span(coverage, page.Format.Zone);
        return new TypeLine(page.L(type.Label), type.Address(), page.Format.Number(coverage.Sum(item => item.Count)), type.Time is null || coverage.All(item => item.Last.IsNone) ? null : page.Format.Span(first, last));
    }
}
