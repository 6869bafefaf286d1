namespace Hub.Web.Views;

/// <summary>Money that comes and goes: its bare sum says little, so what came in and what went out are told apart.</summary>
public sealed record Flow(decimal In, decimal Out, string Currency)
{
    public decimal Balance => In + Out;

    /// <summary>Null where nothing goes out, or where it is not money.</summary>
    public static Flow? Of(IEnumerable<Measured> rows, Measure measure)
    {
        var all = rows.ToList();
        return measure is { IsMoney: true, Function: "sum" } && all.Exists(row => row.Out < 0) && all[0].Currency is { } currency ? new Flow(all.Sum(row => row.In), all.Sum(row => row.Out), currency) : null;
    }

    /// <summary>With its sign, also when it is a plus: that is what is being told.</summary>
    public string Say(decimal value, PageContext page)
    {
        var text = page.Format.Money(Math.Round(value, 2, MidpointRounding.AwayFromZero), Currency);
        return value > 0 ? "+" + text : text;
    }

    public string Reading(PageContext page) => page.L(
        $"In: {Say(In, page)}; out: {Say(Out, page)}; balance of the period: {Say(Balance, page)}.",
        $"Entrées : {Say(In, page)} ; sorties : {Say(Out, page)} ; solde de la période : {Say(Balance, page)}.");

    public IReadOnlyList<FigureModel> Figures(string under, PageContext page) =>
    [
        new(page.L($"Came in ({Currency})", $"Entrées ({Currency})"), Say(In, page), under),
        new(page.L($"Went out ({Currency})", $"Sorties ({Currency})"), Say(Out, page), under),
        new(page.L($"Balance of the period ({Currency})", $"Solde de la période ({Currency})"), Say(Balance, page), under),
    ];
}
