using Hub.Core.Plugins;
using Hub.Core.Records;
using Hub.Core.Vaults;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>How far each source reaches, and whether a fresh file is worth the effort.</summary>
internal static class Freshness
{
    private const string Everywhere = "ZZ";

    public static IReadOnlyList<SourceView> Of(IReadOnlyList<Coverage> coverage, RecordTypes types, Catalogue catalogue, PageContext page) =>
        [.. coverage.Where(item => item.Count > 0).GroupBy(item => item.Source, StringComparer.Ordinal)
            .Where(source => catalogue.Find(source.Key) is not null)
            .Select(source => Of(catalogue.Find(source.Key)!, [.. source], types, catalogue, page))];

    private static SourceView Of(Plugin plugin, IReadOnlyList<Coverage> items, RecordTypes types, Catalogue catalogue, PageContext page)
    {
        var dated = FileAge.Dated(items, types);
        var holders = plugin.Manifest.Holders;
        var holder = FileAge.Usual(holders);
        var what = dated is null ? null : types.Get(dated.Type);
        var last = dated is null ? (DateOnly?)null : Days.Of(dated.Last, page.Format.Zone);
        var stale = FileAge.IsStale(dated, holder, page.Format.Zone, page.Today);
        return new SourceView(
            Icons.OfDomain(what?.Domain ?? types.Find(items[0].Type)?.Domain ?? ""),
            holders.Count == 1 ? holder!.Name : plugin.Manifest.Name.In(page.Language),
            Ends(what, last, page),
            stale,
            stale ? Advice(holder!, page) : null,
            IsForAll(holders) ? Catalogue.Steps(holder!, page) : [],
            IsForAll(holders) ? $"/add/{plugin.Id}-{holders.ToList().IndexOf(holder!)}" : "/add?domain=" + (what?.Domain ?? holder?.Domain) + "#holders",
            page.Format.Number(items.Sum(item => item.Count)));
    }

    /// <summary>The only holder, or the one that stands for all others: its steps do for everybody.</summary>
    private static bool IsForAll(IReadOnlyList<Holder> holders) => holders.Count == 1 || holders.Any(holder => holder.Country == Everywhere);

    private static string Ends(RecordType? type, DateOnly? last, PageContext page) => type is null || last is not { } day
        ? page.L("Its data has no dates.", "Ses données ne portent pas de date.")
        : page.L($"{type.Label.En}: up to {page.Format.Date(day)}.", $"{type.Label.Fr} : jusqu'au {page.Format.Date(day)}.");

    private static string Advice(Holder holder, PageContext page)
    {
        var every = Rhythm.Say(holder.FreshEvery!, page);
        return page.L($"A fresh file is worth it {every}: fetch one now.", $"Un nouveau fichier vaut la peine {every} : récupérez-en un maintenant.");
    }
}
