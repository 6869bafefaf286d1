using Hub.Core.Aggregates;
using Hub.Front;
using Hub.Vaults;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>Two periods of a type, any two, side by side.</summary>
internal sealed class ComparePages(PageDoor door, VaultDoor vaults, Totals totals)
{
    private const int MostYears = 10;
    private static readonly string[] Asked = ["first-from", "first-last", "second-from", "second-last"];

    public async Task GetAsync(HttpContext context) => await ShowAsync(context, new FormModel(), StatusCodes.Status200OK);

    public async Task AskAsync(HttpContext context)
    {
        var sent = await context.Request.ReadFormAsync(context.RequestAborted);
        var form = new FormModel();
        var days = new List<DateOnly>();
        foreach (var name in Asked)
        {
            form[name] = sent[name].ToString();
            if (Days.TryParse(form[name], out var day))
            {
                days.Add(day);
            }
            else
            {
                form.Fail(name, new("Give a date.", "Donnez une date."));
            }
        }

        if (days.Count == Asked.Length)
        {
            foreach (var at in (int[])[0, 2])
            {
                if (days[at] > days[at + 1] || days[at + 1].Year - days[at].Year > MostYears)
                {
                    form.Fail(Asked[at + 1], new($"This day comes after the first one, by {MostYears} years at most.", $"Ce jour vient après le premier, de {MostYears} ans au plus."));
                }
            }
        }

        if (form.Errors.Count > 0)
        {
            await ShowAsync(context, form, StatusCodes.Status400BadRequest);
            return;
        }

        var pair = new PeriodPair(new Period(PeriodKind.Days, days[0], days[1].AddDays(1)), new Period(PeriodKind.Days, days[2], days[3].AddDays(1)));
        await PageDoor.GoAsync(context, pair.Address(vaults.TypeOf(context).Address()));
    }

    private async Task ShowAsync(HttpContext context, FormModel form, int status)
    {
        var type = vaults.TypeOf(context);
        await using var open = await door.OpenAsync(context);
        var page = open.Page;
        var coverage = (await open.Store.CoverageAsync()).Where(item => item.Type == type.Name && item.Count > 0).ToList();
        if (type.Chart is null || type.Time is null || coverage.Count == 0)
        {
            throw new ProblemException(Problems.NotFound);
        }

        var (first, last) = DataPages.Span(coverage, page.Format.Zone);
        var known = new Period(PeriodKind.Days, first, last.AddDays(1));
        var usual = PeriodPair.Usual(first, last);
        var pair = PeriodPair.Find(context.Query("first")) is { } one && PeriodPair.Find(context.Query("second")) is { } other ? new PeriodPair(one, other) : usual.Count > 0 ? usual[0] : new PeriodPair(known, known);
        if (pair.First.Length > 366 * MostYears || pair.Second.Length > 366 * MostYears)
        {
            throw new ProblemException(Problems.NotFound);
        }

        var (now, then) = (await RowsAsync(open, type, pair.First), await RowsAsync(open, type, pair.Second));
        var count = now.Concat(then).Sum(row => row.Count);
        open.NoteRead("aggregate", type.Name, count);
        var units = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var group in now.Concat(then).Where(row => row.Group is not null).GroupBy(row => row.Group!, StringComparer.Ordinal).OrderByDescending(group => group.Sum(row => row.Count)).Take(Totals.ShowsOneGroup(type) ? PairViews.Most : 0))
        {
            units[group.Key] = await DataPages.UnitAsync(open, type, group.Key);
        }

        var basis = page.L($"From {page.Format.Records(count)}.", $"D'après {page.Format.Records(count)}.");
        var lines = PairViews.Of(type, now, then, pair, known, page, group => group is null ? null : units.GetValueOrDefault(group));
        foreach (var (name, day) in Asked.Zip((DateOnly[])[pair.First.From, pair.First.Last, pair.Second.From, pair.Second.Last]))
        {
            form[name] ??= Days.Iso(day);
        }

        await context.AnswerAsync<Pages.Compare>(page, new PairModel(type, pair, [.. lines.Select(line => line with { Chart = line.Chart with { Source = basis } })], PairViews.Lengths(pair, known, page), usual, form, basis), status);
    }

    private ValueTask<IReadOnlyList<Measured>> RowsAsync(OpenPage open, Core.Records.RecordType type, Period period) =>
        totals.ByAsync(open.Store, type, open.Page.Format.Zone, BucketSize.Day, DataPages.Bounds(period, open.Page.Format.Zone), null);
}
