namespace Hub.Sdk;

/// <summary>Ends a run with a typed outcome. What was saved before is kept.</summary>
/// <param name="outcome">How the run ended.</param>
/// <param name="detail">What happened in this case, in words that the person understands: where a file breaks off, what the holder answered. No contents.</param>
public class RunException(Outcome outcome, Text detail) : Exception(detail.En)
{
    /// <summary>How the run ended.</summary>
    public Outcome Outcome { get; } = outcome;

    /// <summary>What happened in this case.</summary>
    public Text Detail { get; } = detail;
}

/// <summary>Ends the process of a run until the person has answered a question. Thrown by <see cref="ConnectorContext.AskAsync(string, Text)"/>; do not catch it.</summary>
/// <param name="key">Names the question within the run.</param>
/// <param name="question">What the person reads.</param>
/// <param name="choices">What can be chosen; null or empty to let the person type.</param>
public sealed class QuestionException(string key, Text question, IReadOnlyList<Choice>? choices = null) : RunException(Outcome.CodeNeeded, question)
{
    /// <summary>Names the question within the run.</summary>
    public string Key { get; } = key;

    /// <summary>What can be chosen; empty to let the person type.</summary>
    public IReadOnlyList<Choice> Choices { get; } = choices ?? [];
}
