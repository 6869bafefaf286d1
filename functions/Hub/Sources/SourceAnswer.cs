using System.Text.Json;
using Hub.Core.Plugins;
using Hub.Core.Runs;
using Hub.Core.Sources;
using Hub.Core.Vaults;

namespace Hub.Sources;

/// <summary>A source as the API shows it, in the caller's language: a live one with its health, or files of one kind, which have none. Secrets are never in it.</summary>
internal sealed record SourceAnswer(
    string Id,
    string? Plugin,
    string? Label,
    string? Account,
    string? Health,
    string? Message,
    string? WhoActs,
    JsonElement? Settings,
    string? Schedule,
    Allowance? Allow,
    bool? Paused,
    DateTimeOffset? Next,
    SourceRun? LastRun,
    IReadOnlyList<SourceType> Types)
{
    /// <param name="isOwn">Whether the caller may see what was typed: the person, or a program that fetches for them.</param>
    public static SourceAnswer Of(Source source, Run? last, PluginManifest? plugin, IReadOnlyList<SourceType> types, bool isOwn, string language, DateTimeOffset now)
    {
        var health = SourceHealth.Of(source, last, plugin, now);
        return new SourceAnswer(
            source.Id,
            source.Plugin,
            source.Label ?? (isOwn ? source.Account?.Label : null) ?? plugin?.Name.In(language) ?? source.Plugin,
            isOwn ? source.Account?.Label : null,
            Camel(health.State),
            health.Message.In(language),
            Camel(health.WhoActs),
            isOwn ? source.Settings : null,
            source.Schedule ?? plugin?.Schedule,
            isOwn ? source.Allow : null,
            source.Paused,
            source.IsOver(now) ? null : SourceTimes.Next(source, last, plugin),
            last is null ? null : new SourceRun(last.Id, Camel(last.State), last.Outcome?.ToString(), last.Ended),
            types);
    }

    public static SourceAnswer OfFiles(string id, Plugin? plugin, IReadOnlyList<SourceType> types, string language) =>
        new(id, plugin?.Id, plugin?.Manifest.Name.In(language), null, null, null, null, null, null, null, null, null, null, types);

    private static string Camel<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

internal sealed record SourceRun(string Id, string State, string? Outcome, DateTimeOffset? Ended);

internal sealed record SourceType(string Type, long Count, string? First, string? Last)
{
    public static SourceType Of(Coverage covered) => new(covered.Type, covered.Count, covered.First.IsNone ? null : covered.First.ToString(), covered.Last.IsNone ? null : covered.Last.ToString());
}

internal sealed record SourceList(IReadOnlyList<SourceAnswer> Items);
