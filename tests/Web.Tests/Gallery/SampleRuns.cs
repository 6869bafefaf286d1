using Hub.Core.Runs;
using Hub.Core.Vaults;
using Hub.Sdk;
using Hub.Web;
using Hub.Web.Views;

namespace Web.Tests.Gallery;

internal static class SampleRuns
{
    private static readonly Run[] All =
    [
        Make("4", RunKind.Import, RunState.Succeeded, Outcome.Done, "enedis-cdc-2026.csv", "linky", new RunCounts(17_520, 1_488, 0, 16_032), TimeSpan.FromMinutes(4)),
        Make("3", RunKind.Compute, RunState.Running, null, null, "home-energy", new RunCounts(), TimeSpan.FromMinutes(3)),
        Make("2", RunKind.Import, RunState.Partial, Outcome.Truncated, "releve-2026.ofx", "ofx", new RunCounts(412, 400, 0, 0, 5, 7, 2), TimeSpan.FromDays(3)),
        Make("1", RunKind.Import, RunState.Failed, Outcome.ActionNeededAtHolder, "DataConnect_2026_export_avec_un_nom_de_fichier_vraiment_tres_long.json", "linky", new RunCounts(), TimeSpan.FromDays(40)),
    ];

    public static IReadOnlyList<RunView> Views(PageContext page) => [.. All.Select(run => RunView.Of(run, run.Plugin, page))];

    public static RunsModel List(PageContext page) => new(Views(page), "1", 30);

    public static RunPageModel Partial() => new()
    {
        Run = All[2],
        Title = "releve-2026.ofx",
        CanUndo = true,
        HasFile = true,
        NewerReader = "2.0.0",
        Plugin = "OFX",
        Rejects = [new RejectView("bank.operation", "line 812", ["/amount: a number is expected here."]), new RejectView("bank.operation", null, ["/bookingDate: this is no date."])],
        HasMoreRejects = true,
        CanReport = true,
        Log = [new LogLine(SamplePerson.Now.AddDays(-3), "412 operations in 1 account"), new LogLine(SamplePerson.Now.AddDays(-3).AddSeconds(2), "7 have no amount that can be read <at all>")],
        HasMoreLog = true,
        Wrote = [new ChoiceModel("/data/bank.operation", "Bank operations")],
    };

    public static RunPageModel Held() => new()
    {
        Run = All[0] with { Counts = new RunCounts(412, 400, 0, 5, 7, 0, 2), UndoneBy = "9" },
        Title = "releve-2026.ofx",
        Plugin = "OFX",
        Held =
        [
            new HeldView("PRELEVEMENT FOURNISSEUR D'ELECTRICITE ET DE GAZ 0012345678", "Bank operation", "/data/bank.operation/1", IsRemoved: false),
            new HeldView("Bank operation", "Bank operation", "/data/bank.operation/2", IsRemoved: true),
        ],
    };

    public static RunPageModel Undone() => new()
    {
        Run = Make("9", RunKind.Undo, RunState.Succeeded, Outcome.Done, "releve-2026.ofx", "ofx", new RunCounts(405, 0, 3, 1, 1, 0, 0, 400), TimeSpan.FromMinutes(1)) with { Undoes = "2", Plugin = null, Version = null },
        Title = "Undone: releve-2026.ofx",
    };

    public static FilePageModel File(PageContext page) => new()
    {
        Hash = "sha256-0f3a",
        Name = "releve-2026.ofx",
        Under = "48 kB · 19/11/2026",
        Records = new TableModel([new(page.L("Kind of data", "Sorte de données")), new(page.L("How many", "Combien"), IsNumber: true)], [new TableRow([new TableCell(page.L("Bank operations", "Opérations bancaires"), "/data/bank.operation"), "400"])]),
        Imports = [Views(page)[2]],
        ReadAgain = new(new("It was read by OFX 1.0.0. This hub has version 2.0.0 now.", "Il a été lu par OFX 1.0.0. Ce hub a maintenant la version 2.0.0."), IsDue: true, CanRead: true),
    };

    public static UndoModel UndoFetched() => new(All[2] with { Kind = RunKind.Sync, File = null, FileName = null }, "Linky", new UndoCounts(400, 3, 1, 0), null);

    public static UndoModel Undo(Text? whyNot = null) => new(All[2], "releve-2026.ofx", whyNot is null ? new UndoCounts(400, 3, 1, 1) : default, "releve-2026.ofx", whyNot);

    public static RunPageModel Question() => new()
    {
        Title = "releve-2026.ofx",
        Run = All[2] with { State = RunState.Waiting, Outcome = Outcome.CodeNeeded, Question = new RunQuestion("account", new("Which account does this file belong to? It does not say.", "À quel compte ce fichier appartient-il ? Il ne le dit pas.")) },
        Plugin = "OFX",
    };

    public static AuthorReportModel Report() => new("2", "releve-2026.ofx", "OFX", "The hub's contributors", """
        {
          "plugin": "ofx", "version": "1.0.0", "runtime": "dotnet", "kind": "Import", "state": "Partial", "outcome": "FormatChanged",
          "counts": { "read": 412, "created": 400, "rejected": 7 },
          "reasons": [{ "type": "bank.operation", "path": "/amount", "message": "a number is expected here.", "count": 7 }],
          "extension": ".ofx", "bytes": 18204,
          "shape": ["<STMTTRN>", "<TRNTYPE>aaaaa", "<DTPOSTED>99999999", "<TRNAMT>99,99", "<NAME>aaaaaaaa aaaaaa 99"]
        }
        """);

    private static Run Make(string id, RunKind kind, RunState state, Outcome? outcome, string? file, string plugin, RunCounts counts, TimeSpan ago) => new()
    {
        Id = id,
        Kind = kind,
        State = state,
        Outcome = outcome,
        FileName = file,
        Plugin = plugin,
        Version = "1.0.0",
        Counts = counts,
        Actor = "account:camille",
        Created = SamplePerson.Now - ago,
    };
}
