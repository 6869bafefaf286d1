using System.Globalization;

namespace Hub.Wire;

/// <summary>Everything that one run begins with.</summary>
public sealed record StartMessage
{
    /// <summary>Absolute path of the plug-in's folder; empty for a script, which is handed over.</summary>
    public required string Folder { get; init; }

    /// <summary>The assembly or script, relative to the folder.</summary>
    public required string Entry { get; init; }

    /// <summary><c>dotnet</c>, <c>js</c> or <c>table</c>, as in the manifest.</summary>
    public string Runtime { get; init; } = "dotnet";

    public required RunMode Mode { get; init; }

    /// <summary>A JSON object.</summary>
    public required ReadOnlyMemory<byte> Settings { get; init; }

    public string? Cursor { get; init; }

    /// <summary>What the connector kept of its session at the holder.</summary>
    public string? Session { get; init; }

    /// <summary>By record type, the JSON pointers of its decimal fields (<c>*</c> for the items of an array): an engine of doubles must not touch them.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Decimals { get; init; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    public required string Zone { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>The clock does not go on from there.</summary>
    public bool ClockStands { get; init; }

    public required IReadOnlyDictionary<string, string> Answers { get; init; }

    public string? FileName { get; init; }

    public long FileLength { get; init; }

    /// <summary>A script's or a mapping's text, as its file holds it. It goes ahead of the start, in <see cref="Pieces"/>.</summary>
    public ReadOnlyMemory<byte> Script { get; init; }

    /// <summary>The map from the script to its author's source; empty for none.</summary>
    public ReadOnlyMemory<byte> SourceMap { get; init; }

    /// <summary>What goes ahead of the start, each piece in a frame of its own.</summary>
    public IEnumerable<(FrameKind Kind, ReadOnlyMemory<byte> Bytes)> Pieces() => PiecesOf(FrameKind.Script, Script).Concat(PiecesOf(FrameKind.SourceMap, SourceMap));

    public void WriteTo(FrameBuffer frames)
    {
        frames.Begin(FrameKind.Start);
        frames.Write(Protocol.Version);
        frames.Write(Folder);
        frames.Write(Entry);
        frames.Write(Runtime);
        frames.Write((int)Mode);
        frames.WriteBytes(Settings.Span);
        frames.Write(Cursor);
        frames.Write(Session);
        frames.Write(Zone);
        frames.Write(Now.ToString("O", CultureInfo.InvariantCulture));
        frames.Write(ClockStands ? 1 : 0);
        frames.Write(FileName);
        frames.Write(FileLength);
        frames.Write(Answers.Count);
        foreach (var (key, answer) in Answers)
        {
            frames.Write(key);
            frames.Write(answer);
        }

        frames.Write(Decimals.Count);
        foreach (var (type, pointers) in Decimals)
        {
            frames.Write(type);
            frames.Write(string.Join('\n', pointers));
        }

        frames.End();
    }

    public static StartMessage Read(ReadOnlyMemory<byte> payload)
    {
        var reader = new PayloadReader(payload);
        if (reader.ReadInt() != Protocol.Version)
        {
            throw new WireException("The hub speaks another version of the protocol.");
        }

        var start = new StartMessage
        {
            Folder = reader.ReadString(),
            Entry = reader.ReadString(),
            Runtime = reader.ReadString(),
            Mode = (RunMode)reader.ReadInt(),
            Settings = reader.ReadBytes(),
            Cursor = reader.ReadOptional(),
            Session = reader.ReadOptional(),
            Zone = reader.ReadString(),
            Now = DateTimeOffset.Parse(reader.ReadString(), CultureInfo.InvariantCulture),
            ClockStands = reader.ReadInt() == 1,
            FileName = reader.ReadOptional(),
            FileLength = reader.ReadLong(),
            Answers = new Dictionary<string, string>(StringComparer.Ordinal),
            Decimals = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal),
        };
        var answers = (Dictionary<string, string>)start.Answers;
        for (var left = reader.ReadInt(); left > 0; left--)
        {
            answers[reader.ReadString()] = reader.ReadString();
        }

        var decimals = (Dictionary<string, IReadOnlyList<string>>)start.Decimals;
        for (var left = reader.ReadInt(); left > 0; left--)
        {
            decimals[reader.ReadString()] = reader.ReadString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }

        return start;
    }

    private static IEnumerable<(FrameKind Kind, ReadOnlyMemory<byte> Bytes)> PiecesOf(FrameKind kind, ReadOnlyMemory<byte> whole)
    {
        for (; !whole.IsEmpty; whole = whole[Math.Min(Protocol.ChunkSize, whole.Length)..])
        {
            yield return (kind, whole[..Math.Min(Protocol.ChunkSize, whole.Length)]);
        }
    }
}
