using Hub.Core.Journal;
using Hub.Web;
using Hub.Web.Views;

namespace Web.Tests.Gallery;

internal static class SampleJournal
{
    private static readonly JournalEntry[] Entries =
    [
        new(5, SamplePerson.Now, "account:camille", "read", "energy.consumption", "pages", 5),
        new(4, SamplePerson.Now, "plugin:home-energy", "aggregate", "energy.consumption", "Show you what your home consumes", 17_520),
        new(3, SamplePerson.Now, "plugin:linky", "write", "energy.consumption", "run 7f3a", 1_488),
        new(2, SamplePerson.Now, "account:camille", "grant", "energy.consumption", "Show you what your home consumes", 1),
        new(1, SamplePerson.Now, "operator", "export", null, "command-line", 35_041),
    ];

    public static JournalModel Lines(PageContext page) => new()
    {
        Lines = [.. Entries.Select(entry => JournalLines.Of(entry, entry.Type is null ? null : SamplePerson.Types.Find(entry.Type), id => id == "linky" ? "Linky" : null, _ => true, page))],
        Actors = [new ChoiceModel("", page.L("Everybody", "Tout le monde")), new ChoiceModel("plugin:linky", "Linky")],
        Types = [new ChoiceModel("", page.L("Everything", "Tout")), new ChoiceModel("energy.consumption", page.L("Energy consumption", "Consommations d'énergie"))],
        Older = 1,
    };
}
