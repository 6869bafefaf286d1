using System.Text.Json;
using Hub.Core.Accounts;
using Hub.Core.Exports;
using Hub.Core.Runs;

namespace Hub.Runs;

/// <summary>A run as the API shows it, in the caller's language; what it holds of contents is shown to who may read them.</summary>
internal sealed record RunAnswer(
    string Id,
    string Kind,
    string State,
    string? Outcome,
    string? Message,
    string? Plugin,
    string? Version,
    string? Source,
    string? File,
    string? FileName,
    RunCounts Counts,
    RunProgress? Progress,
    AskedQuestion? Question,
    IReadOnlyList<string>? Parts,
    bool DryRun,
    RunPreview? Preview,
    DateTimeOffset Created,
    DateTimeOffset? Started,
    DateTimeOffset? Ended,
    string? Undoes,
    string? UndoneBy,
    RunDifferences? Differences,
    RestoreFacts? Restore)
{
    public static RunAnswer Of(Run run, Scopes scopes, string language) => new(
        run.Id,
        JsonNamingPolicy.CamelCase.ConvertName(run.Kind.ToString()),
        JsonNamingPolicy.CamelCase.ConvertName(run.State.ToString()),
        run.Outcome?.ToString(),
        MessageOf(run, language),
        run.Plugin,
        run.Version,
        run.Source,
        run.File,
        run.FileName,
        run.Counts,
        run.Progress,
        run.Question is { } question ? new AskedQuestion(question.Key, question.Question.In(language), question.Choices.Count == 0 ? null : [.. question.Choices.Select(choice => new AskedChoice(choice.Value, choice.Label.In(language)))]) : null,
        run.Parts.Count == 0 ? null : run.Parts,
        run.DryRun,
        run.Preview is { } preview ? new RunPreview([.. preview.Types.Where(type => scopes.MayRead(type.Type))]) : null,
        run.Created,
        run.Started,
        run.Ended,
        run.Undoes,
        run.UndoneBy,
        run.Differences is { } differences ? new RunDifferences([.. differences.Types.Where(type => scopes.MayRead(type.Type))], [.. differences.Examples.Where(example => scopes.MayRead(example.Type))]) : null,
        run.Restore is { } restore ? restore with { UnknownTypes = [.. restore.UnknownTypes.Where(type => scopes.MayRead(type.Type))] } : null);

    public static string? MessageOf(Run run, string language) => (run.Outcome is null ? run.Detail : Outcomes.Told(run))?.In(language);
}

/// <param name="Choices">What can be answered, or null where anything can.</param>
internal sealed record AskedQuestion(string Key, string Question, IReadOnlyList<AskedChoice>? Choices);

internal sealed record AskedChoice(string Value, string Label);
