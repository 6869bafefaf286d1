namespace Hub.Runner.Scripts;

/// <summary>Where a record type has decimals: the members and items that lead to them. What leads to none is null.</summary>
internal sealed class RecordShape
{
    private readonly Dictionary<string, RecordShape> _members = new(StringComparer.Ordinal);

    public bool IsDecimal { get; private set; }

    public RecordShape? Item { get; private set; }

    public RecordShape? Member(string name) => _members.GetValueOrDefault(name);

    /// <param name="pointers">JSON pointers of the decimals, with <c>*</c> for the items of a list.</param>
    public static RecordShape Of(IEnumerable<string> pointers)
    {
        var root = new RecordShape();
        foreach (var pointer in pointers)
        {
            var at = root;
            foreach (var part in pointer.Split('/').Skip(1))
            {
                at = part == "*" ? at.Item ??= new RecordShape() : at.Enter(part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));
            }

            at.IsDecimal = true;
        }

        return root;
    }

    private RecordShape Enter(string name)
    {
        if (!_members.TryGetValue(name, out var member))
        {
            _members.Add(name, member = new RecordShape());
        }

        return member;
    }
}
