namespace Hub.Plugins.Qif;

/// <summary>What a record is of.</summary>
internal enum QifSection
{
    /// <summary>The heading of an account, or one of a list of them.</summary>
    Account,

    /// <summary>Operations of an account, cards and cash included.</summary>
    Operations,

    /// <summary>What happened in an investment account.</summary>
    Investments,

    /// <summary>Categories, classes, securities, prices, memorised payments: lists that are of the program, not of the account.</summary>
    List,
}

/// <summary>One record: the fields by their letters, and the parts into which it is split.</summary>
internal sealed class QifRecord(QifSection section, string type, int line)
{
    private const int MostParts = 1000;
    private readonly Dictionary<char, string> _fields = [];
    private readonly List<string> _address = [];

    public QifSection Section => section;

    /// <summary>The word behind <c>!Type:</c>.</summary>
    public string Type => type;

    public int Line => line;

    /// <summary>The record of the account that it stands below, or null.</summary>
    public QifRecord? Heading { get; set; }

    public List<QifPart> Parts { get; } = [];

    public IReadOnlyList<string> Address => _address;

    /// <summary>Whether it has more parts than are kept.</summary>
    public bool IsCut { get; private set; }

    public bool IsEmpty => _fields.Count == 0;

    /// <summary>The text of a field; null when absent or empty.</summary>
    public string? this[char letter] => _fields.GetValueOrDefault(letter) is { Length: > 0 } text ? text : null;

    public void Set(string written)
    {
        var text = written[1..].Trim();
        switch (written[0])
        {
            case 'S' when section is QifSection.Operations:
                Begin(text);
                break;
            case 'E' when Parts.Count > 0:
                Parts[^1].Memo = text;
                break;
            case '$' when Parts.Count > 0:
                Parts[^1].Amount = text;
                break;
            case '%' when Parts.Count > 0:
            case 'D' when Parts.Count > 0 && _fields.ContainsKey('D'):
                break;
            case 'A' when _address.Count < 6 && text.Length > 0:
                _address.Add(text);
                break;
            default:
                _fields.TryAdd(written[0], text);
                break;
        }
    }

    private void Begin(string category)
    {
        IsCut |= Parts.Count == MostParts;
        if (Parts.Count < MostParts)
        {
            Parts.Add(new QifPart(category));
        }
    }
}

/// <summary>One part of a split operation.</summary>
internal sealed class QifPart(string category)
{
    public string Category => category;

    public string? Memo { get; set; }

    public string? Amount { get; set; }
}
