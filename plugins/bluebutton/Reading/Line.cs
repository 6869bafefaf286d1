namespace Hub.Plugins.BlueButton.Reading;

/// <summary>One line of the report.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Text">Without its end.</param>
internal readonly record struct Line(int Number, string Text)
{
    public bool IsBlank => string.IsNullOrWhiteSpace(Text);

    /// <summary>Nothing but dashes or equals signs, which separate.</summary>
    public bool IsRuler => IsRule('-') || IsRule('=');

    public bool IsRule(char of) => Text.AsSpan().Trim() is { Length: >= 5 } text && text.IndexOfAnyExcept(of) < 0;

    public int Width => Text.AsSpan().Trim().Length;
}
