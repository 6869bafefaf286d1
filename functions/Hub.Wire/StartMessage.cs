using System.Globalization;

namespace Hub.Wire;

/// <summary>Everything that one run begins with.</summary>
public sealed record StartMessage
{
    /// <summary>Absolute path of the plug-in's folder.</summary>
    public required string Folder { get; init; }

    /// <summary>The assembly, relative to the folder.</summary>
    public required string Entry { get; init; }

    public required RunMode Mode { get; init; }

    /// <summary>A JSON object.</summary>
    public required ReadOnlyMemory<byte> Settings { get; init; }

    public string? Cursor { get; init; }

    public required string Zone { get; init; }

    public required DateTimeOffset Now { get; init; }

    public required IReadOnlyDictionary<string, string> Answers { get; init; }

    public string? FileName { get; init; }

    public long FileLength { get; init; }

    public void WriteTo(FrameBuffer frames)
    {
        frames.Begin(FrameKind.Start);
        frames.Write(Protocol.Version);
        frames.Write(Folder);
        frames.Write(Entry);
        frames.Write((int)Mode);
        frames.WriteBytes(Settings.Span);
        frames.Write(Cursor);
        frames.Write(Zone);
        frames.Write(Now.ToString("O", CultureInfo.InvariantCulture));
        frames.Write(FileName);
        frames.Write(FileLength);
        frames.Write(Answers.Count);
        foreach (var (key, answer) in Answers)
        {
            frames.Write(key);
            frames.Write(answer);
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
            Mode = (RunMode)reader.ReadInt(),
            Settings = reader.ReadBytes(),
            Cursor = reader.ReadOptional(),
            Zone = reader.ReadString(),
            Now = DateTimeOffset.Parse(reader.ReadString(), CultureInfo.InvariantCulture),
            FileName = reader.ReadOptional(),
            FileLength = reader.ReadLong(),
            Answers = new Dictionary<string, string>(StringComparer.Ordinal),
        };
        var answers = (Dictionary<string, string>)start.Answers;
        for (var left = reader.ReadInt(); left > 0; left--)
        {
            answers[reader.ReadString()] = reader.ReadString();
        }

        return start;
    }
}
