using Hub.Core.Runs;

namespace Hub.Web.Views;

public sealed record RunsModel(IReadOnlyList<RunView> Runs, string? Older);

public sealed record RunPageModel
{
    public required Run Run { get; init; }

    public string? Plugin { get; init; }

    public IReadOnlyList<RunView> Parts { get; init; } = [];

    public IReadOnlyList<RejectView> Rejects { get; init; } = [];

    /// <summary>There are more rejects than are shown.</summary>
    public bool HasMoreRejects { get; init; }

    /// <summary>Types that it wrote, to go on to.</summary>
    public IReadOnlyList<ChoiceModel> Wrote { get; init; } = [];

    public FormModel Form { get; init; } = new();
}

/// <param name="Where">Where it stands in the file.</param>
public sealed record RejectView(string Type, string? Where, IReadOnlyList<string> Reasons);
