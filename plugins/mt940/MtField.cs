namespace Hub.Plugins.Mt940;

/// <summary>One field of a message: its tag without colons, and its lines. The tag <c>-</c> ends a message.</summary>
internal sealed class MtField(string tag, int line)
{
    public const string End = "-";
    private const int MostLines = 500;

    public string Tag => tag;

    public int Line => line;

    public List<string> Lines { get; } = [];

    /// <summary>Whether something came behind it: another field, the end of the message, or an empty line. Otherwise the file may break off within it.</summary>
    public bool IsFollowed { get; set; }

    public void Add(string text)
    {
        if (Lines.Count < MostLines)
        {
            Lines.Add(text);
        }
    }
}
