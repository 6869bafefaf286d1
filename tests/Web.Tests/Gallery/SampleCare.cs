using Hub.Core.Checks;
using Hub.Core.Exports;
using Hub.Core.Runs;
using Hub.Web;
using Hub.Web.Views;

namespace Web.Tests.Gallery;

/// <summary>Checks of the hub, and archives that are put back.</summary>
internal static class SampleCare
{
    public static CheckModel Found(PageContext page) => new()
    {
        At = page.L("3 March 2026 at 10:12", "3 mars 2026 à 10:12"),
        Vaults = 3,
        Cards =
        [
            Card(FindingKind.Counts, "3", page),
            Card(FindingKind.Content, "1 204", page) with { Backup = Backup(page) },
            Card(FindingKind.Damage, "1", page) with { Backup = Backup(page), Place = page.L("Vault of Camille", "Coffre de Camille"), Vault = "camille-2k4q" },
            Card(FindingKind.Upload, "2", page) with { Place = page.L("The hub itself", "Le hub lui-même"), Vault = null },
            Card(FindingKind.Words, "1", page) with { Mends = null, ToDo = null, Mended = page.L("Repaired on 3 March 2026 at 10:20 (UTC)", "Réparé le 3 mars 2026 à 10:20 (UTC)") },
        ],
    };

    public static CheckModel Never() => new();

    public static CheckModel InOrder(PageContext page) => new() { At = page.L("3 March 2026 at 10:12", "3 mars 2026 à 10:12"), Vaults = 1 };

    public static CheckModel AtWork(PageContext page) => new() { IsAtWork = true, Begun = page.L("3 March 2026 at 10:12", "3 mars 2026 à 10:12"), At = page.L("1 March 2026 at 09:00", "1er mars 2026 à 09:00"), Vaults = 3 };

    public static CheckModel BrokeOff(PageContext page) => new() { Begun = page.L("3 March 2026 at 10:12", "3 mars 2026 à 10:12") };

    public static RestoreModel RestoreWrong() => new(new FormModel().Fail("files", new("Choose an archive first.", "Choisissez d'abord une archive.")));

    public static RestorePreviewModel Preview(PageContext page)
    {
        var run = Restored(page) with
        {
            Counts = new RunCounts(Read: 35_041, Created: 34_000, Unchanged: 1_039, Withheld: 2),
            Restore = new RestoreFacts { NewFiles = 7, NewFileBytes = 1_200_000, SameFiles = 1, NewSources = 2, JournalLines = 420, Conflicts = 60 },
        };
        var conflict = new RestoreConflict("bank.operation", "0f3a4b5c6d7e8f900f3a4b5c6d7e8f90", "content", "here", new ConflictSide("ofx", page.Now, null), new ConflictSide("ofx", page.Now.AddDays(-3), null));
        return new RestorePreviewModel(run, "hub-export-2026-03-01.zip") { Restore = RestoreView.Of(run.Restore, [conflict, conflict with { What = "withdrawnHere", Newer = "archive" }], type => page.L("Bank operation", "Opération bancaire"), page) };
    }

    public static RestorePreviewModel Refused(PageContext page) => new(
        Restored(page) with { State = RunState.Failed, Outcome = Hub.Sdk.Outcome.NotMyFile, Detail = new("The archive cannot be taken: it is damaged or incomplete.", "L'archive ne peut pas être reprise : elle est abîmée ou incomplète.") }, "holidays.zip");

    private static Run Restored(PageContext page) => new() { Id = "0198c0ffee", Kind = RunKind.Restore, DryRun = true, State = RunState.Succeeded, Outcome = Hub.Sdk.Outcome.Done, Actor = "account:camille", Created = page.Now, Ended = page.Now };

    private static string Backup(PageContext page) => page.L(
        "The newest backup with all its pieces is 20260302T030000Z. Try it first, with the recovery key: hub backup verify DIR --at 20260302T030000Z. It may have been made after the damage; then take an earlier one.",
        "La sauvegarde complète la plus récente est 20260302T030000Z. Éprouvez-la d'abord, avec la clé de secours : hub backup verify DOSSIER --at 20260302T030000Z. Elle peut dater d'après le dégât ; prenez alors une plus ancienne.");

    private static CheckCard Card(FindingKind kind, string count, PageContext page)
    {
        var rule = Findings.Of(kind);
        return new CheckCard(page.L("Vault of Paul", "Coffre de Paul"), "paul-7h2m", kind.ToString(), page.L(rule.What), count, rule.Mends is { } mends ? page.L(mends) : null, rule.ToDo is { } toDo ? page.L(toDo) : null, null, null);
    }
}
