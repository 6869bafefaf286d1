using Hub.Core.Runs;
using Hub.Core.Vaults;
using Hub.Web;
using Hub.Web.Views;

namespace Web.Tests.Gallery;

internal static class SampleData
{
    private static readonly decimal[] Seasons = [412, 371, 340, 262, 214, 190, 176, 171, 203, 268, 341, 402];

    public static IReadOnlyList<Measured> Months(string? group, decimal scale, string? currency = null, string? direction = null)
    {
        var rows = new List<Measured>();
        for (var month = new DateOnly(2024, 1, 1); month < new DateOnly(2026, 11, 1); month = month.AddMonths(1))
        {
            // A hole, as a holder's outage leaves one.
            if (month == new DateOnly(2026, 4, 1))
            {
                continue;
            }

            var wobble = 1 + (((month.Month * 7) + (month.Year * 3)) % 11 - 5) / 60m;
            rows.Add(new Measured(month, group, direction, currency, Math.Round(Seasons[month.Month - 1] * scale * wobble * (month.Year == 2026 ? 0.93m : 1), 2), DateTime.DaysInMonth(month.Year, month.Month) * 48));
        }

        return rows;
    }

    public static DataModel Domains(PageContext page) => new(
    [
        new DomainView("zap", page.L("Energy", "Énergie"), [new TypeLine(page.L(SamplePerson.Types.Get("energy.consumption").Label), "/data/energy.consumption", page.Format.Number(35_041), page.Format.Span(new(2024, 1, 1), new(2026, 10, 31)))]),
        new DomainView("landmark", page.L("Bank", "Banque"), [new TypeLine(page.L(SamplePerson.Types.Get("bank.operation").Label), "/data/bank.operation", page.Format.Number(1_488), page.Format.Span(new(2025, 1, 2), new(2026, 11, 12))), new TypeLine(page.L(SamplePerson.Types.Get("bank.account").Label), "/data/bank.account", "2", null)]),
        new DomainView("heart-pulse", page.L("Health", "Santé"), [new TypeLine(page.L(SamplePerson.Types.Get("health.claim").Label), "/data/health.claim", "64", page.Format.Span(new(2019, 3, 4), new(2026, 9, 1)))]),
    ],
        page.Today);

    public static TypePageModel Energy(PageContext page)
    {
        var type = SamplePerson.Types.Get("energy.consumption");
        var rows = Months("electricity", 1, direction: "delivered").Concat(Months("gas", 1.6m, direction: "delivered")).ToList();
        var period = Period.Choose(null, new(2024, 1, 1), new(2026, 10, 31));
        return Page(type.Name, rows, period, page) with { Charts = [.. TypeCharts.Of(type, rows, period, page), TypeCharts.Timeline(type, "/points", page)] };
    }

    public static TypePageModel EnergyMonth(PageContext page)
    {
        var type = SamplePerson.Types.Get("energy.consumption");
        var days = Enumerable.Range(0, 31).Where(day => day is < 10 or > 13).SelectMany(day => new[] { new DateOnly(2026, 3, 1), new DateOnly(2025, 3, 1) }.Select(month =>
            new Measured(month.AddDays(day), "electricity", "delivered", null, 9.5m + (day * 5 % 7) - (month.Year % 2), 48))).ToList();
        return Page(type.Name, days, Period.Choose("2026-03", new(2024, 1, 1), new(2026, 10, 31)), page);
    }

    public static TypePageModel Bank(PageContext page)
    {
        var rows = Months(null, -3.1m, "EUR").Select((row, i) => i % 3 == 0 ? row with { Value = 412.5m } : row).Concat(Months(null, -0.2m, "USD")).Select(row => row with { Out = row.Value < 0 ? row.Value : -1_322.4m }).ToList();
        return Page("bank.operation", rows, Period.Choose("2025", new(2024, 1, 1), new(2026, 10, 31)), page);
    }

    public static TypePageModel Observations(PageContext page)
    {
        var rows = Months("Body weight", 0.02m).Select(row => row with { Value = 68 + (row.Value % 3), Count = 2 }).ToList();
        var type = SamplePerson.Types.Get("health.observation");
        var period = Period.Choose("all", new(2024, 1, 1), new(2026, 10, 31));
        return Page(type.Name, rows, period, page) with
        {
            Charts = TypeCharts.Of(type, rows, period, page, "kg"),
            Groups = [new ChoiceModel("Body weight", "Body weight (34)"), new ChoiceModel("Systolic", "Systolic (12)")],
            Group = "Body weight",
        };
    }

    public static RecordListModel List()
    {
        var type = SamplePerson.Types.Get("bank.operation");
        return new RecordListModel
        {
            Type = type,
            Items = [.. Enumerable.Range(1, 20).Select(i => SamplePerson.Record(type.Name, $$"""{"account":"FR7630001007941234567890185","bookingDate":"2026-10-{{31 - i:00}}","amount":{{(i % 4 == 0 ? "1234.50" : $"-{i}2.9")}},"currency":"EUR","label":"{{(i % 3 == 0 ? "PRELEVEMENT FOURNISSEUR D'ELECTRICITE ET DE GAZ 0012345678" : "CARTE BOULANGERIE DU PORT")}}","kind":"card"}"""))],
            Next = "next",
            FilterFields = [.. type.Fields.Where(field => field.Name is "label" or "kind")],
            Period = Period.Choose("2026-10", new(2024, 1, 1), new(2026, 10, 31)),
        };
    }

    public static RecordModel Claim(bool deleted)
    {
        const string Json = """
            {"reference":"clm-1","account":"p-1","holder":"Medicare","source":"holder","display":"Chiropractic treatment","type":"PartB","date":"2012-10-18","start":"2012-10-18","submitted":60.0,"allowed":34.0,"amount":27.2,"patient":6.8,"currency":"USD","diagnoses":[{"sequence":1,"code":"3534"}],"items":[{"sequence":1,"code":"98941","display":"Chiropractic Manipulative Treatment","start":"2012-10-18","quantity":1,"submitted":60.0,"allowed":34.0,"nonCovered":26.0,"currency":"USD"}]}
            """;
        return new RecordModel
        {
            Type = SamplePerson.Types.Get("health.claim"),
            Record = SamplePerson.Record("health.claim", Json, deleted),
            Plugin = "Blue Button",
            Run = new Run { Id = "0198", Kind = RunKind.Import, Actor = "account:camille", Created = SamplePerson.Now, FileName = "mymedicare.txt" },
            File = new KeptFileView("mymedicare.txt", "48 kB", "/api/files/sha256-0f3a"),
        };
    }

    public static RecordModel Corrected()
    {
        var model = Claim(deleted: false);
        var was = model.Record;
        return model with
        {
            Record = new StoredRecord
            {
                Sequence = 3,
                Type = was.Type,
                Id = was.Id,
                Time = was.Time,
                Subject = was.Subject,
                Data = System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(was.Data.Span).Replace("27.2", "31.7", StringComparison.Ordinal).Replace("Chiropractic treatment", "Two chiropractic treatments", StringComparison.Ordinal)),
                Said = was.Data,
                Provenance = was.Provenance with { Corrected = new Correction(SamplePerson.Now.AddDays(-1), "account:camille", ["amount", "display"]) },
                ProvenanceJson = [],
            },
        };
    }

    public static CorrectModel Correcting()
    {
        var model = Claim(deleted: false);
        var form = new FormModel { ["display"] = "Chiropractic treatment", ["amount"] = "much" };
        return new CorrectModel(model.Type, model.Record, Corrections.FixedOf(model.Type, model.Record), form.Fail("amount", new("A number belongs here.", "Il faut un nombre ici.")));
    }

    public static RecordModel Removed()
    {
        var model = Claim(deleted: true);
        var was = model.Record;
        return model with
        {
            Record = new StoredRecord
            {
                Sequence = 2,
                Type = was.Type,
                Id = was.Id,
                Time = was.Time,
                Subject = was.Subject,
                Data = "{}"u8.ToArray(),
                Provenance = was.Provenance with { Deleted = new Deletion(SamplePerson.Now.AddDays(-1), "account:camille") },
                ProvenanceJson = [],
                Deleted = true,
                Removed = true,
            },
            File = null,
        };
    }

    public static SearchModel Found(PageContext page)
    {
        page.Search = "électricité";
        return new(
            page.Search,
            [
                new(page.L("Bank operations", "Opérations bancaires"), "landmark",
                [
                    new("PRELEVEMENT FOURNISSEUR D'ELECTRICITE ET DE GAZ 0012345678", "/data/bank.operation/1", page.L("30 October 2026", "30 octobre 2026"), SearchLine.Parts("… REF 00123 · fournisseur d'\u0001électricité\u0002 · mandat …"), "/day/2026-10-30"),
                    new("Virement", "/data/bank.operation/2", page.L("1 March 2026", "1er mars 2026"), SearchLine.Parts("remboursement \u0001ELECTRICITE\u0002")),
                ]),
                new("garden.plant", "database", [new("garden.plant", null, null, SearchLine.Parts("\u0001électricité\u0002"))]),
                new(page.L("Files", "Fichiers"), "file-text", [new("facture-electricite-2026-10.pdf", "/files/sha256-1", page.L("2 November 2026 at 08:00", "2 novembre 2026 à 08:00"), [])]),
            ],
            "0",
            page.L("The hub is still reading 1,000,000 records for the search. What is shown is not everything yet; search again in a moment.", "Le hub lit encore 1 000 000 données pour la recherche. Tout n'est pas encore montré ; recherchez de nouveau dans un instant."));
    }

    public static TrashModel Trash(PageContext page) => new(
        [
            new TrashLine("PRELEVEMENT FOURNISSEUR D'ELECTRICITE ET DE GAZ 0012345678", page.L("Bank operation", "Opération bancaire"), "/data/bank.operation/1", "/trash/bank.operation/1", true, page.L("Deleted on 30 October 2026 at 10:15 · You", "Supprimée le 30 octobre 2026 à 10:15 · Vous")),
            new TrashLine("Chiropractic treatment", page.L("Claim", "Remboursement"), "/data/health.claim/2", "/trash/health.claim/2", true, page.L("Deleted", "Supprimée")),
            new TrashLine("garden.plant", "garden.plant", "/data/garden.plant/3", "/trash/garden.plant/3", false, page.L("Deleted on 1 March 2026 at 08:00 · The operator of the hub", "Supprimée le 1er mars 2026 à 08:00 · L'exploitant du hub")),
        ],
        12);

    private static TypePageModel Page(string name, IReadOnlyList<Measured> rows, Period period, PageContext page)
    {
        var type = SamplePerson.Types.Get(name);
        var records = name switch
        {
            "energy.consumption" => Enumerable.Range(0, 5).Select(i => SamplePerson.Record(name, $$"""{"usagePoint":"09112233445566","commodity":"electricity","direction":"delivered","series":"load-curve","start":"2026-10-31T2{{i % 4}}:{{(i > 3 ? "30" : "00")}}:00+01:00","duration":1800,"energy":0.{{i}}32,"quality":"measured"}""")),
            "bank.operation" => List().Items.Take(5),
            _ => [],
        };
        return new TypePageModel
        {
            Type = type,
            Period = period,
            Periods = [Period.Choose(null, new(2024, 1, 1), new(2026, 10, 31)), .. new[] { "2026", "2025", "2024", "all" }.Select(key => Period.Choose(key, new(2024, 1, 1), new(2026, 10, 31)))],
            Figures = TypeFigures.Of(type, rows, period, page),
            Charts = TypeCharts.Of(type, rows, period, page),
            Basis = page.L("From 17,520 records, 1 November 2025 to 31 October 2026, Linky.", "D'après 17 520 données, du 1er novembre 2025 au 31 octobre 2026, Linky."),
            Records = new RecordListModel { Type = type, Items = [.. records], Total = 17_520, IsPreview = true, Period = period },
        };
    }
}
