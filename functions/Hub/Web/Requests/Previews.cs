using Hub.Core.Runs;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>What a look at a file says before anything is kept.</summary>
internal static class Previews
{
    public static PreviewModel Of(Run run, string? reader, Catalogue catalogue, PageContext page)
    {
        var types = run.Preview?.Types ?? [];
        return new PreviewModel
        {
            Run = run,
            FileName = run.FileName ?? page.L("Several files", "Plusieurs fichiers"),
            Reader = types.Count == 0 ? null : reader,
            Sentence = run.IsOver ? Sentence(run, types.Count > 0, page) : null,
            Table = types.Count == 0 ? null : new TableModel(
                [new(page.L("What", "Quoi")), new(page.L("How many", "Combien"), IsNumber: true), new(page.L("Span", "Période")), new(page.L("Account or meter", "Compte ou compteur"))],
                [.. types.Select(type => new TableRow([catalogue.TypeLabel(type.Type, page), page.Format.Number(type.Count), Span(type, page), type.Accounts.Count == 0 ? "–" : string.Join(", ", type.Accounts)]))]),
        };
    }

    private static string Sentence(Run run, bool understood, PageContext page)
    {
        var format = page.Format;
        if (!understood)
        {
            return run.Outcome is not null ? page.L(Outcomes.Told(run)) : page.L("Nothing in it could be read.", "Rien n'a pu y être lu.");
        }

        var (read, created, rejected) = (format.Number(run.Counts.Read), format.Number(run.Counts.Created), run.Counts.Rejected);
        var sentence = run.Counts.Created == 0
            ? page.L($"{read} records, none of them new: your vault has them all.", $"{read} données, aucune nouvelle : votre coffre les a déjà toutes.")
            : page.L($"{read} records, of which {created} are new.", $"{read} données, dont {created} nouvelles.");
        if (rejected > 0)
        {
            sentence += " " + page.L($"{format.Number(rejected)} would be set aside.", $"{format.Number(rejected)} seraient mises de côté.");
        }

        return run.Outcome is { } ended && ended != Sdk.Outcome.Done ? sentence + " " + page.L(Outcomes.Of(ended).Sentence) : sentence;
    }

    private static string Span(PreviewedType type, PageContext page) => type is { First: { } first, Last: { } last }
        ? first == last ? page.Format.Partial(first) : Day(first) is { } from && Day(last) is { } to ? page.Format.Span(from, to) : $"{page.Format.Partial(first)} – {page.Format.Partial(last)}"
        : "–";

    private static DateOnly? Day(string text) => text.Length >= 10 && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", out var day) ? day : null;
}
