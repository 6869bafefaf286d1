namespace Hub.Web.Views;

/// <summary>What one plug-in exchanged with one host.</summary>
/// <param name="Types">The data in play, by label.</param>
public sealed record LedgerGroup(string Plugin, string Name, string Host, long Calls, long Sent, long Received, IReadOnlyList<string> Types);

/// <summary>One call.</summary>
/// <param name="Status">The reply's number, or what became of the call.</param>
/// <param name="Run">The address of the run that made it; null when it was erased since, or only tried settings.</param>
public sealed record LedgerLine(DateTimeOffset At, string Host, string Method, string Status, long Sent, long Received, IReadOnlyList<string> Types, string? Run);

/// <summary>The ledger as tables.</summary>
public static class LedgerViews
{
    public static LedgerModel Of(DateOnly month, IReadOnlyList<LedgerGroup> groups, DateOnly? before, DateOnly? after, PageContext page)
    {
        var (format, calls, sent, received) = (page.Format, groups.Sum(group => group.Calls), groups.Sum(group => group.Sent), groups.Sum(group => group.Received));
        return new LedgerModel
        {
            Month = month,
            Before = before,
            After = after,
            Figures =
            [
                new FigureModel(page.L("Sent out", "Envoyé"), format.Bytes(sent), null),
                new FigureModel(page.L("Came in", "Reçu"), format.Bytes(received), null),
                new FigureModel(page.L("Calls", "Échanges"), format.Number(calls), page.L($"to {Count(groups, page)}", $"avec {Count(groups, page)}")),
            ],
            Table = groups.Count == 0 ? null : new TableModel(
                [new(page.L("With whom", "Avec qui")), new(page.L("Plug-in", "Module")), new(page.L("Calls", "Échanges"), true), new(page.L("Sent", "Envoyé"), true), new(page.L("Received", "Reçu"), true), new(page.L("Data in play", "Données en jeu"))],
                [.. groups.Select((group, index) => new TableRow([new TableCell(group.Host, $"/ledger/{group.Plugin}/{Place(groups, index)}?month={month:yyyy-MM}"), new TableCell(group.Name, "/plugins/" + group.Plugin), format.Number(group.Calls), format.Bytes(group.Sent), format.Bytes(group.Received), Types(group.Types)]))])
            {
                Total = new TableRow([page.L("Together", "Ensemble"), "", format.Number(calls), format.Bytes(sent), format.Bytes(received), ""]),
            },
        };
    }

    public static TableModel Calls(IReadOnlyList<LedgerLine> lines, PageContext page) => new(
        [new(page.L("When", "Quand")), new(page.L("With whom", "Avec qui")), new(page.L("Call", "Échange")), new(page.L("Sent", "Envoyé"), true), new(page.L("Received", "Reçu"), true), new(page.L("Data in play", "Données en jeu"))],
        [.. lines.Select(line => new TableRow([new TableCell(page.Format.Moment(line.At), line.Run), line.Host, $"{line.Method} · {line.Status}", page.Format.Bytes(line.Sent), page.Format.Bytes(line.Received), Types(line.Types)]))]);

    /// <summary>A host may be what the person typed, and addresses are logged: so its place among those of the plug-in stands in the address.</summary>
    private static int Place(IReadOnlyList<LedgerGroup> groups, int index) => groups.Take(index).Count(group => group.Plugin == groups[index].Plugin);

    private static string Count(IReadOnlyList<LedgerGroup> groups, PageContext page)
    {
        var hosts = groups.Select(group => group.Host).Distinct(StringComparer.OrdinalIgnoreCase).Count();
        return hosts == 1 ? page.L("one host", "un hôte") : page.L($"{hosts} hosts", $"{hosts} hôtes");
    }

    private static string Types(IReadOnlyList<string> types) => types.Count == 0 ? "–" : string.Join(", ", types);
}
