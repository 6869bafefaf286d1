using Hub.Core.Plugins;
using Hub.Core.Records;
using Hub.Core.Sources;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>Plug-ins in the words of the pages: holders first.</summary>
internal sealed class Catalogue(PluginCatalogue plugins, RecordTypes types)
{
    public IReadOnlyList<HolderView> Holders(PageContext page) =>
        [.. plugins.All.Where(plugin => plugin.Manifest.Kind == PluginKind.Connector).SelectMany(plugin => plugin.Manifest.Holders.Select((holder, index) => View(plugin, holder, index, page))).OrderBy(holder => holder.Name, StringComparer.Ordinal)];

    public string? Name(string? plugin, PageContext page) => plugin is null ? null : plugins.Find(plugin)?.Manifest.Name.In(page.Language) ?? plugin;

    /// <summary>A live source as its own page calls it; one of files has its connector's name.</summary>
    public string? SourceName(string id, IReadOnlyList<Source> live, PageContext page) =>
        live.FirstOrDefault(source => source.Id == id) is { } found ? found.Label ?? found.Account?.Label ?? Name(found.Plugin, page) : Name(id, page);

    public Plugin? Find(string id) => plugins.Find(id);

    public IReadOnlyList<Plugin> Applications => [.. plugins.All.Where(plugin => plugin.Manifest.Kind == PluginKind.Application)];

    /// <summary>What file choosers show first.</summary>
    public string Extensions => string.Join(',', plugins.All.SelectMany(plugin => plugin.Manifest.Accepts).SelectMany(accept => accept.Extensions).Append(".zip").Distinct(StringComparer.Ordinal));

    public string TypeLabel(string type, PageContext page) => types.Find(type) is { } known ? page.L(known.Label) : type;

    public static IReadOnlyList<string> Steps(Holder holder, PageContext page) =>
        holder.Steps.TryGetValue(page.Language, out var steps) || holder.Steps.TryGetValue("en", out steps) ? [.. steps.Select(step => page.L(step, step))] : [];

    private HolderView View(Plugin plugin, Holder holder, int index, PageContext page) => new()
    {
        Id = $"{plugin.Id}-{index}",
        Plugin = plugin.Id,
        PluginName = plugin.Manifest.Name.In(page.Language),
        Name = holder.Label?.In(page.Language) ?? holder.Name,
        Country = holder.Country,
        Domain = holder.Domain,
        Site = holder.Site,
        Steps = Steps(holder, page),
        CanConnect = plugin.Manifest.Syncs,
        GivesFiles = plugin.Manifest.Accepts.Count > 0,
        Data = [.. holder.Data.Select(type => TypeLabel(type, page))],
        Extensions = [.. plugin.Manifest.Accepts.SelectMany(accept => accept.Extensions).Append(".zip").Distinct(StringComparer.Ordinal)],
    };
}
