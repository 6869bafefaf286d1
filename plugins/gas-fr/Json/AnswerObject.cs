namespace Hub.Plugins.GasFr.Json;

/// <summary>An object of an answer while it is read: its own values, and of what lies in it only the parts that tell a reading.</summary>
/// <param name="Name">The property that it is the value of, or that the list is which it stands in.</param>
/// <param name="Around">The object around it.</param>
internal sealed record AnswerObject(string Name, AnswerObject? Around)
{
    private const int MostValues = 100, LongestValue = 200;
    private Dictionary<string, string>? _values;

    /// <summary>ADICT: what was consumed, its coefficients, the meter, the period, what the service has to say.</summary>
    public Dictionary<string, AnswerObject>? Parts { get; private set; }

    public string? Find(string name) => _values?.GetValueOrDefault(name);

    public AnswerObject? Part(string name) => Parts?.GetValueOrDefault(name);

    public void Set(string name, string value)
    {
        _values ??= new(StringComparer.Ordinal);
        if (_values.Count < MostValues && value.Length <= LongestValue)
        {
            _values.TryAdd(name, value);
        }
    }

    public void Take(AnswerObject part) => (Parts ??= new(StringComparer.Ordinal))[part.Name] = part;
}
