namespace Hub.Front;

/// <summary>Why, as the journal says it. The pages show the words for each.</summary>
public static class Purposes
{
    public const string Api = "api";
    public const string Pages = "pages";
    public const string CommandLine = "command-line";

    /// <summary>The source that what a person writes themself belongs to.</summary>
    public const string OwnSource = "me";
}
