using System.Globalization;
using Hub.Core.Grants;
using Hub.Core.Plugins;
using Hub.Core.Records;
using Hub.Core.Sources;

namespace Hub.Web.Views;

/// <summary>Makes what a source may bring out of its manifest and what its person allowed.</summary>
public static class AllowViews
{
    /// <param name="allowed">What is allowed, or was typed; null for all.</param>
    /// <param name="news">The types that the person has not chosen about yet.</param>
    public static AllowView Of(PluginManifest manifest, RecordTypes types, AllowanceWish? allowed, IReadOnlyList<string> news, PageContext page) => new()
    {
        Types =
        [
            .. manifest.Permissions.Where(asked => asked.Write is not null).DistinctBy(asked => asked.Write).Select(asked =>
            {
                var granted = allowed is { Types: { } chosen } ? chosen.FirstOrDefault(type => type.Type == asked.Write) : new GrantedType(asked.Write!);
                var type = types.Find(asked.Write!);
                return new AllowType(
                    asked.Write!, type is null ? asked.Write! : page.L(type.Label), asked.Reason.In(page.Language), granted is not null, news.Contains(asked.Write!, StringComparer.Ordinal),
                    type is null ? [] : [.. Allowances.Optional(type).Select(field => new AllowField(field.Name, page.L(field.Label), granted?.Allows("/" + field.Name) != false))]);
            }),
        ],
        From = allowed?.Types?.Select(type => type.From).FirstOrDefault(from => from is not null),
        Until = allowed?.Expires is { } expires ? LastDay(expires, page).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
        Purpose = allowed?.Purpose,
    };

    public static AllowFacts Facts(Source source, PluginManifest manifest, RecordTypes types, PageContext page)
    {
        var allowed = source.Allow;
        var left = allowed is null ? [] : Allowances.AskedBy(manifest).Where(type => allowed.Types.All(granted => granted.Type != type)).ToList();
        var news = source.NewIn(manifest);
        return new AllowFacts(
            [
                (page.L("May bring", "Peut apporter"), Brings(allowed, manifest, types, page)),
                .. left.Count > 0 ? new[] { (page.L("Left out", "Écarté"), Labels(left, types, page)) } : [],
                (page.L("From", "À partir du"), Spans(allowed, types, page)),
                (page.L("Until", "Jusqu'au"), allowed?.Expires is { } expires ? page.Format.Date(LastDay(expires, page)) : page.L("no end: until you stop it", "sans fin : jusqu'à ce que vous l'arrêtiez")),
                .. allowed is { Purpose.Length: > 0 } ? new[] { (page.L("Purpose", "Finalité"), allowed.Purpose) } : [],
            ],
            news.Count == 0 ? null : page.L(
                $"Version {manifest.Version} can also bring: {Labels(news, types, page)}. It is left out until you allow it.",
                $"La version {manifest.Version} peut aussi apporter : {Labels(news, types, page)}. C'est écarté tant que vous ne l'avez pas autorisé."));
    }

    /// <summary>An end at midnight is the end of the day before.</summary>
    private static DateOnly LastDay(DateTimeOffset expires, PageContext page) => DateOnly.FromDateTime(page.Format.Local(expires.AddTicks(-1)));

    private static string Brings(Allowance? allowed, PluginManifest manifest, RecordTypes types, PageContext page)
    {
        if (allowed is null)
        {
            return page.L($"all that it asks for: {Labels(Allowances.AskedBy(manifest), types, page)}", $"tout ce qu'elle demande : {Labels(Allowances.AskedBy(manifest), types, page)}");
        }

        return string.Join("; ", allowed.Types.Select(granted =>
        {
            var label = Label(granted.Type, types, page);
            var left = types.Find(granted.Type) is { } type ? string.Join(", ", granted.LeftOut(type).Select(field => page.L(field.Label))) : "";
            return left.Length == 0 ? label : page.L($"{label} (without: {left})", $"{label} (sans : {left})");
        }));
    }

    private static string Spans(Allowance? allowed, RecordTypes types, PageContext page)
    {
        var spans = (allowed?.Types ?? []).Where(type => type.From is not null || type.To is not null).ToList();
        if (spans.Count == 0)
        {
            return page.L("no limit: all that the holder gives", "sans limite : tout ce que le détenteur donne");
        }

        return spans.Count == allowed!.Types.Count && spans.DistinctBy(type => (type.From, type.To)).Count() == 1
            ? Span(spans[0], page)
            : string.Join("; ", spans.Select(type => page.L($"{Label(type.Type, types, page)}: {Span(type, page)}", $"{Label(type.Type, types, page)} : {Span(type, page)}")));
    }

    private static string Span(GrantedType type, PageContext page) =>
        type.To is null ? page.Format.Partial(type.From!)
        : type.From is null ? page.L($"before {page.Format.Partial(type.To)}", $"avant le {page.Format.Partial(type.To)}")
        : page.L($"{page.Format.Partial(type.From)}, and before {page.Format.Partial(type.To)}", $"{page.Format.Partial(type.From)}, et avant le {page.Format.Partial(type.To)}");

    private static string Labels(IEnumerable<string> names, RecordTypes types, PageContext page) => string.Join(", ", names.Select(name => Label(name, types, page)));

    private static string Label(string name, RecordTypes types, PageContext page) => types.Find(name) is { } type ? page.L(type.Label) : name;
}
