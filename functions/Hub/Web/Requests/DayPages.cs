using Hub.Accounts;
using Hub.Core.Aggregates;
using Hub.Core.Records;
using Hub.Core.Vaults;
using Hub.Front;
using Hub.Vaults;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>What happened on a day, in all that the visitor may read. Everything comes from one opening of the vault.</summary>
internal sealed class DayPages(PageDoor door, RecordTypes types, Totals totals)
{
    private const int MostOfAType = 50;

    /// <summary>The latest day that holds something.</summary>
    public async Task LatestAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        var today = open.Page.Today;
        await PageDoor.GoAsync(context, Days.Address(await NearestAsync(open, await TypesAsync(context, open), null, today.AddDays(1)) ?? today));
    }

    public async Task ChooseAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        await PageDoor.GoAsync(context, Days.TryParse(form["day"], out var day) ? Days.Address(day) : "/day");
    }

    public async Task GetAsync(HttpContext context)
    {
        if (!Days.TryParse((string?)context.Request.RouteValues["day"], out var day))
        {
            throw new ProblemException(Problems.NotFound);
        }

        await using var open = await door.OpenAsync(context);
        var known = await TypesAsync(context, open);
        var (measured, timed, whole, more) = (new List<DayMeasured>(), new List<(long At, DayLine Line)>(), new List<DayGroup>(), new List<ChoiceModel>());
        foreach (var type in known.Where(type => type.First <= day && type.Last >= day).Select(type => type.Type))
        {
            if (type.Series is not null)
            {
                measured.AddRange(await MeasuredAsync(open, type, day));
                continue;
            }

            var found = await open.Store.QueryAsync(new RecordQuery(type) { Bounds = BoundsOf(day, open), Limit = MostOfAType }, context.RequestAborted);
            var records = found.Items.Where(record => Days.Of(record, open.Page.Format.Zone) == day).ToList();
            open.NoteRead("read", type.Name, records.Count);
            timed.AddRange(records.Where(record => record.Time.IsInstant).Select(record => (record.Time.UnixMilliseconds, DayViews.Line(type, record, open.Page))));
            var dates = records.Where(record => !record.Time.IsInstant).Select(record => DayViews.Line(type, record, open.Page)).ToList();
            if (dates.Count > 0)
            {
                whole.Add(new DayGroup(open.Page.L(type.Label), type.Icon(), await FiguresAsync(open, type, day), dates));
            }

            if (found.Next is not null)
            {
                more.Add(new ChoiceModel(AllOf(type, day), open.Page.L(type.Label)));
            }
        }

        var model = new DayModel(day)
        {
            Length = DayViews.Length(day, open.Page),
            Span = known.Count == 0 ? null : (known.Min(type => type.First), known.Max(type => type.Last)),
            Measured = measured,
            Timed = [.. timed.OrderBy(item => item.At).Select(item => item.Line)],
            AllDay = whole,
            More = more,
        };
        await context.AnswerAsync<Pages.Day>(open.Page, model.IsEmpty ? model with { Earlier = await NearestAsync(open, known, null, day), Later = await NearestAsync(open, known, day, null) } : model);
    }

    private async ValueTask<IReadOnlyList<DayMeasured>> MeasuredAsync(OpenPage open, RecordType type, DateOnly day)
    {
        var rows = await totals.HoursAsync(open.Store, type, open.Page.Format.Zone, BoundsOf(day, open));
        if (rows.Count == 0)
        {
            return [];
        }

        var count = rows.Sum(row => row.Count);
        open.NoteRead("aggregate", type.Name, count);
        var basis = open.Page.L($"From {open.Page.Format.Records(count)}.", $"D'après {open.Page.Format.Records(count)}.");
        var source = $"{basis} {open.Page.Format.Date(day)}.";
        return [new DayMeasured(open.Page.L(type.Label), type.Icon(), await FiguresAsync(open, type, day), [.. DayCharts.Of(type, rows, day, open.Page).Select(chart => chart with { Source = source })], AllOf(type, day), basis)];
    }

    /// <summary>Only what is a sum can be told of a day: how much, of each kind.</summary>
    private async ValueTask<IReadOnlyList<FigureModel>> FiguresAsync(OpenPage open, RecordType type, DateOnly day)
    {
        if (type.Chart?.Fn != "sum")
        {
            return [];
        }

        var rows = await totals.ByAsync(open.Store, type, open.Page.Format.Zone, BucketSize.Day, BoundsOf(day, open), null);
        return [.. TypeFigures.Of(type, rows, Period.Of(day), open.Page).Select(figure => figure with { Against = null })];
    }

    private async ValueTask<IReadOnlyList<DayType>> TypesAsync(HttpContext context, OpenPage open)
    {
        var (scopes, zone) = (context.GetVisit().Scopes, open.Page.Format.Zone);
        return [.. (await open.Store.CoverageAsync()).Where(item => item.Count > 0 && !item.Last.IsNone && scopes.MayRead(item.Type)).GroupBy(item => item.Type, StringComparer.Ordinal)
            .Select(group => (Type: types.Find(group.Key), Span: DataPages.Span([.. group], zone))).Where(found => found.Type?.Time is not null)
            .Select(found => new DayType(found.Type!, found.Span.First, found.Span.Last)).OrderBy(found => found.Type.Domain, StringComparer.Ordinal).ThenBy(found => found.Type.Name, StringComparer.Ordinal)];
    }

    /// <summary>The last day before <paramref name="before"/>, or the first one after <paramref name="after"/>.</summary>
    private static async ValueTask<DateOnly?> NearestAsync(OpenPage open, IReadOnlyList<DayType> known, DateOnly? after, DateOnly? before)
    {
        var zone = open.Page.Format.Zone;
        _ = TimeBounds.TryParse(after is { } last ? Days.Iso(last.AddDays(1)) : null, before is { } first ? Days.Iso(first) : null, zone, out var bounds);
        var days = new List<DateOnly>();
        foreach (var type in known)
        {
            var found = await open.Store.QueryAsync(new RecordQuery(type.Type) { Bounds = bounds, Descending = before is not null, Limit = 1 });
            days.AddRange(found.Items.Select(record => Days.Of(record, zone)).OfType<DateOnly>());
        }

        return days.Count == 0 ? null : before is null ? days.Min() : days.Max();
    }

    private static TimeBounds BoundsOf(DateOnly day, OpenPage open) => DataPages.Bounds(Period.Of(day), open.Page.Format.Zone);

    private static string AllOf(RecordType type, DateOnly day) => $"{type.Address()}/all?period={Days.Iso(day)}";

    /// <summary>A type that happens in time, and the first and last day on which it did.</summary>
    private sealed record DayType(RecordType Type, DateOnly First, DateOnly Last);
}

internal static class DayPageRoutes
{
    public static void MapDays(this IEndpointRouteBuilder app)
    {
        app.MapGet("/day", app.With<DayPages>((pages, context) => pages.LatestAsync(context))).Needs(Access.Session);
        app.MapPost("/day", app.With<DayPages>((pages, context) => pages.ChooseAsync(context))).Needs(Access.Session).In(VaultUse.Looks);
        app.MapGet("/day/{day}", app.With<DayPages>((pages, context) => pages.GetAsync(context))).Needs(Access.Session);
    }
}
