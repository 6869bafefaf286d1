namespace Hub.Web.Views;

/// <summary>A table that no reader knows, and what its columns may become.</summary>
public sealed record TeachModel
{
    public required string Hash { get; init; }

    public required string FileName { get; init; }

    /// <summary>Why there is nothing to teach; null where there is.</summary>
    public string? WhyNot { get; init; }

    /// <summary>Of the person's own words, and of what is wrong with them.</summary>
    public FormModel Form { get; init; } = new();

    public IReadOnlyList<ChoiceModel> Types { get; init; } = [];

    /// <summary>What the cells leave open.</summary>
    public IReadOnlyList<string> Doubts { get; init; } = [];

    public IReadOnlyList<TeachColumn> Columns { get; init; } = [];

    /// <summary>What a column may become.</summary>
    public IReadOnlyList<ChoiceModel> Targets { get; init; } = [];

    /// <summary>What is the same for every row.</summary>
    public IReadOnlyList<TeachConstant> Constants { get; init; } = [];

    public bool HasDates { get; init; }

    /// <summary>It takes a day as well as a moment.</summary>
    public bool MayHaveClock { get; init; }

    public bool HasMoments { get; init; }

    /// <summary>Amounts of which some go out.</summary>
    public bool HasMoney { get; init; }

    public TeachPreview? Preview { get; init; }

    /// <summary>The visitor may install it here.</summary>
    public bool IsAdmin { get; init; }

    public string Address => "/teach/" + Hash;
}

/// <param name="Field">How the form calls it.</param>
/// <param name="Examples">Its first cells.</param>
/// <param name="Units">In which it may be measured; none where it has no unit.</param>
public sealed record TeachColumn(string Field, string Name, string Examples, string UnitField, IReadOnlyList<ChoiceModel> Units);

/// <param name="Choices">None where it is typed.</param>
public sealed record TeachConstant(string Field, string Label, string? Help, bool Optional, IReadOnlyList<ChoiceModel> Choices);

/// <summary>What would be kept of the first rows.</summary>
public sealed record TeachPreview(string Sentence, bool IsGood, TableModel? Records, IReadOnlyList<(string Where, string Reason)> Rejects);
