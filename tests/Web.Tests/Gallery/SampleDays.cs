using Hub.Core.Aggregates;
using Hub.Core.Records;
using Hub.Core.Vaults;
using Hub.Web;
using Hub.Web.Views;

namespace Web.Tests.Gallery;

internal static class SampleDays
{
    private static readonly RecordType Energy = SamplePerson.Types.Get("energy.consumption");

    public static DayModel Usual(PageContext page)
    {
        var day = new DateOnly(2026, 3, 3);
        return Of(day, page) with
        {
            Timed =
            [
                Line("calendar.event", """{"uid":"1","summary":"Réunion de l'école du Port avec les parents d'élèves et la mairie","start":"2026-03-03T08:30:00+01:00","location":"Salle polyvalente"}""", page),
                Line("health.encounter", """{"reference":"enc-1","account":"p-1","holder":"Clinic","display":"Consultation","clinic":"Cabinet du Port","start":"2026-03-03T17:15:00+01:00"}""", page),
            ],
            AllDay =
            [
                new DayGroup(page.L("Bank operations", "Opérations bancaires"), "landmark", [new(page.L("Came in (EUR)", "Entrées (EUR)"), page.Format.Money(2150m, "EUR")), new(page.L("Went out (EUR)", "Sorties (EUR)"), page.Format.Money(-42.9m, "EUR"))],
                [
                    Line("bank.operation", """{"account":"FR7630001007941234567890185","bookingDate":"2026-03-03","amount":-42.90,"currency":"EUR","label":"PRELEVEMENT FOURNISSEUR D'ELECTRICITE ET DE GAZ 0012345678","kind":"debit"}""", page),
                    Line("bank.operation", """{"account":"FR7630001007941234567890185","bookingDate":"2026-03-03","amount":2150.00,"currency":"EUR","label":"VIREMENT SALAIRE","kind":"credit"}""", page),
                ]),
            ],
            More = [new ChoiceModel("/data/bank.operation/all?period=2026-03-03", page.L("Bank operations", "Opérations bancaires"))],
        };
    }

    /// <summary>The day on which an hour comes twice.</summary>
    public static DayModel Long(PageContext page) => Of(new DateOnly(2026, 10, 25), page);

    public static IReadOnlyList<AggregatedRow> Hours(DateOnly day, TimeZoneInfo zone, string group = "electricity") =>
        [.. Zones.HoursOf(day.ToDateTime(default), zone).Select((start, i) => new AggregatedRow(Zones.Local(start, zone), group, null, "delivered", new ExactNumberSum(0.2m + (i * 7 % 11 / 10m)), 2))];

    /// <summary>Two years of days of a meter that was out of order for some.</summary>
    public static PairModel Pair(PageContext page, string first, string second)
    {
        var pair = new PeriodPair(PeriodPair.Find(first)!, PeriodPair.Find(second)!);
        var known = new Period(PeriodKind.Days, new(2024, 1, 1), new(2026, 11, 13));
        return new PairModel(Energy, pair, PairViews.Of(Energy, Days(pair.First, known), Days(pair.Second, known), pair, known, page), PairViews.Lengths(pair, known, page), PeriodPair.Usual(known.From, known.Last), new FormModel
        {
            ["first-from"] = pair.First.From.ToString("yyyy-MM-dd", null),
            ["first-last"] = pair.First.Last.ToString("yyyy-MM-dd", null),
            ["second-from"] = pair.Second.From.ToString("yyyy-MM-dd", null),
            ["second-last"] = pair.Second.Last.ToString("yyyy-MM-dd", null),
        }, page.L("From 2,832 records.", "D'après 2 832 données."));
    }

    private static IReadOnlyList<Measured> Days(Period period, Period known) =>
        [.. Enumerable.Range(0, period.Length).Select(period.From.AddDays).Where(day => known.Contains(day) && day is not { Year: 2026, Month: 10, Day: 12 or 13 })
            .Select(day => new Measured(day, "electricity", "delivered", null, 10m + (day.DayOfYear * 7 % 5) - (day.Year % 2), 48))];

    private static DayModel Of(DateOnly day, PageContext page) => new(day)
    {
        Length = DayViews.Length(day, page),
        Span = (new(2024, 1, 1), new(2026, 11, 13)),
        Measured = [new DayMeasured(page.L(Energy.Label), "zap", [new(page.L("Electricity", "Électricité"), page.Format.Quantity(12.4m, "kW.h"))], DayCharts.Of(Energy, Hours(day, page.Format.Zone), day, page), "/data/energy.consumption/all", page.L("From 48 records.", "D'après 48 données."))],
    };

    private static DayLine Line(string type, string json, PageContext page) => DayViews.Line(SamplePerson.Types.Get(type), SamplePerson.Record(type, json), page);
}
