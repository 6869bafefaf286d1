using System.Globalization;
using Hub.Core.Egress;
using Hub.Front;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>What left the house, month by month: by plug-in and host, and call by call.</summary>
internal sealed class LedgerPages(PageDoor door, Catalogue catalogue)
{
    private const int PageSize = 100;
    private const int Few = 10;

    public async Task MonthAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        var page = open.Page;
        var month = MonthOf(context, page);
        var totals = await TotalsAsync(open, month);
        var after = month.AddMonths(1);
        await context.AnswerAsync<Pages.Ledger>(page, LedgerViews.Of(month, [.. totals.Select(total => Group(total, page))], await HasBeforeAsync(open, month) ? month.AddMonths(-1) : null, after <= page.Today ? after : null, page));
    }

    public async Task CallsAsync(HttpContext context)
    {
        var (plugin, place) = ((string)context.Request.RouteValues["plugin"]!, int.Parse((string)context.Request.RouteValues["place"]!, CultureInfo.InvariantCulture));
        await using var open = await door.OpenAsync(context);
        var page = open.Page;
        var month = MonthOf(context, page);
        var host = (await TotalsAsync(open, month)).Where(total => total.Plugin == plugin).Skip(place).FirstOrDefault()?.Host ?? throw new ProblemException(Problems.NotFound);
        var (from, to) = Bounds(month, page);
        var cursor = context.Query("before");
        if (cursor is not null && !LedgerStore.IsCursor(cursor))
        {
            throw new ProblemException(Problems.NotFound);
        }

        var found = await open.Store.LedgerAsync(new LedgerQuery(plugin, null, from, to, cursor, PageSize, host));
        var older = found.Next is null ? null : $"/ledger/{plugin}/{place}?month={month:yyyy-MM}&before={Uri.EscapeDataString(found.Next)}";
        await context.AnswerAsync<Pages.LedgerCalls>(page, new LedgerCallsModel(month, catalogue.Name(plugin, page)!, host, LedgerViews.Calls(await LinesAsync(open, found.Items), page), older));
    }

    /// <summary>The latest calls of a plug-in; null when it made none.</summary>
    public async ValueTask<TableModel?> LatestAsync(OpenPage open, string plugin)
    {
        var found = await open.Store.LedgerAsync(new LedgerQuery(plugin, Limit: Few));
        return found.Items.Count == 0 ? null : LedgerViews.Calls(await LinesAsync(open, found.Items), open.Page);
    }

    private static async ValueTask<bool> HasBeforeAsync(OpenPage open, DateOnly month) =>
        (await open.Store.LedgerAsync(new LedgerQuery(To: Bounds(month, open.Page).From, Limit: 1))).Items.Count > 0;

    /// <summary>By plug-in and host, in an order that holds while a month is looked at.</summary>
    private static async ValueTask<IReadOnlyList<LedgerTotal>> TotalsAsync(OpenPage open, DateOnly month)
    {
        var (from, to) = Bounds(month, open.Page);
        return
        [
            .. (await open.Store.LedgerTotalsAsync(from, to)).GroupBy(total => (total.Plugin, total.Host))
                .Select(same => same.Aggregate((one, other) => one with { Calls = one.Calls + other.Calls, Refused = one.Refused + other.Refused, Sent = one.Sent + other.Sent, Received = one.Received + other.Received, Types = [.. one.Types.Union(other.Types, StringComparer.Ordinal)] }))
                .OrderBy(total => total.Plugin, StringComparer.Ordinal).ThenBy(total => total.Host, StringComparer.Ordinal),
        ];
    }

    private static DateOnly MonthOf(HttpContext context, PageContext page) =>
        DateOnly.TryParseExact(context.Query("month"), "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) && month.Year is > 2000 and < 9000 ? month : Period.StartOfMonth(page.Today);

    private static (DateTimeOffset From, DateTimeOffset To) Bounds(DateOnly month, PageContext page) => (Start(month, page), Start(month.AddMonths(1), page));

    private static DateTimeOffset Start(DateOnly day, PageContext page)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, page.Format.Zone.GetUtcOffset(local));
    }

    private LedgerGroup Group(LedgerTotal total, PageContext page) =>
        new(total.Plugin, catalogue.Name(total.Plugin, page)!, total.Host, total.Calls, total.Sent, total.Received, [.. total.Types.Select(type => catalogue.TypeLabel(type, page))]);

    private async ValueTask<IReadOnlyList<LedgerLine>> LinesAsync(OpenPage open, IReadOnlyList<LedgerCall> calls)
    {
        var there = await OnesThere.RunsAsync(open.Store, calls.Select(call => call.Run));
        return [.. calls.Select(call => Line(call, there.Contains(call.Run) ? "/runs/" + call.Run : null, open.Page))];
    }

    private LedgerLine Line(LedgerCall call, string? run, PageContext page) =>
        new(call.At, call.Host, call.Method, Status(call, page), call.Sent, call.Received, [.. call.Types.Select(type => catalogue.TypeLabel(type, page))], run);

    private static string Status(LedgerCall call, PageContext page) => call.Status is { } status ? status.ToString(CultureInfo.InvariantCulture)
        : call.Sent == 0 ? page.L("not let out", "non sorti") : page.L("no answer", "sans réponse");
}
