using Hub.Core.Runs;
using Hub.Sdk;

namespace Hub.Web.Views;

/// <summary>How today's reading of kept files differs from what is kept, before it is applied.</summary>
public sealed record ReparseModel
{
    public required Run Run { get; init; }

    /// <summary>The file, or how many.</summary>
    public required string Files { get; init; }

    /// <summary>With its version.</summary>
    public string? Reader { get; init; }

    /// <summary>Of each type, how many are new, changed and told no more; null when nothing differs.</summary>
    public TableModel? Types { get; init; }

    /// <summary>"Energy consumption: amount in 12 records", for each type that changes.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>Fields of the first records that would change: as they are, and as they would be.</summary>
    public TableModel? Changed { get; init; }

    public IReadOnlyList<DifferentRecord> Created { get; init; } = [];

    public IReadOnlyList<DifferentRecord> Missing { get; init; } = [];

    public long MissingCount { get; init; }

    public FormModel Form { get; init; } = new();

    /// <summary>It could be read, so it can be applied.</summary>
    public bool CanApply => Run.State is RunState.Succeeded or RunState.Partial;
}

/// <param name="Address">Null where there is no such record yet.</param>
public sealed record DifferentRecord(string Title, string Type, string? Address);

/// <summary>What stands on a file's page about reading it once more.</summary>
/// <param name="Sentence">Who read it, and who would.</param>
/// <param name="IsDue">Another version than today's read it.</param>
/// <param name="CanRead">Somebody here reads it.</param>
public sealed record ReadAgainView(Text Sentence, bool IsDue, bool CanRead);
