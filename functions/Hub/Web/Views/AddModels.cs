using Hub.Core.Runs;

namespace Hub.Web.Views;

public sealed record AddModel
{
    public required IReadOnlyList<HolderView> Holders { get; init; }

    /// <summary>Domains that have holders.</summary>
    public required IReadOnlyList<ChoiceModel> Domains { get; init; }

    public required IReadOnlyList<ChoiceModel> Countries { get; init; }

    public string? Domain { get; init; }

    public string? Country { get; init; }

    public string? Extensions { get; init; }

    public FormModel? Form { get; init; }
}

public sealed record AddHolderModel(HolderView Holder, FormModel? Form = null);

/// <summary>What a file holds, before anything is kept.</summary>
public sealed record PreviewModel
{
    public required Run Run { get; init; }

    public required string FileName { get; init; }

    /// <summary>Who reads it, or null when nobody does.</summary>
    public string? Reader { get; init; }

    public TableModel? Table { get; init; }

    public string? Sentence { get; init; }

    /// <summary>Holders whose files this might have been.</summary>
    public bool IsUnderstood => Reader is not null;

    /// <summary>Nobody reads it, and it may be a table.</summary>
    public bool MayBeTaught => !IsUnderstood && Run is { Outcome: Sdk.Outcome.NotUnderstood, Parts.Count: 0 };
}
