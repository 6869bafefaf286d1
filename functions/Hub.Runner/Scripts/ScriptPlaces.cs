using Jint.Parser;

namespace Hub.Runner.Scripts;

/// <summary>Says where in a script something is: in the author's own source when a map leads there.</summary>
internal sealed class ScriptPlaces(ReadOnlyMemory<byte> map, string entry)
{
    private readonly Lazy<SourceMap?> _map = new(() => SourceMap.Read(map));

    public string Of(Location? at) => at is null ? entry : Of(at.Start.Line, at.Start.Column);

    /// <summary>Lines and columns of the parser begin at 1, and before the script stands one line of ours.</summary>
    public string OfParser(int line, int column) => Written(entry, Math.Max(line - 1, 1), Math.Max(column, 1));

    public string Of(string source, int index)
    {
        var before = source.AsSpan(0, index);
        return Written(entry, before.Count('\n') + 1, index - before.LastIndexOf('\n'));
    }

    private string Of(int line, int column) =>
        _map.Value?.Find(line - 2, column) is var (source, there, at) ? Written(source, there + 1, at + 1) : Written(entry, line - 1, column + 1);

    private static string Written(string source, int line, int column) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{source}:{line}:{column}");
}
