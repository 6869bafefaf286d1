namespace Hub.Wire;

/// <summary>What a plug-in wants to send to a holder. Nothing in it is trusted.</summary>
public sealed record HttpCall(string Method, string Url, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Body)
{
    public void WriteTo(FrameBuffer frames)
    {
        frames.Write(Method);
        frames.Write(Url);
        HttpHeaders.Write(frames, Headers);
        frames.WriteBytes(Body.Span);
    }

    /// <summary>The body is a copy: the frame it came in is used again.</summary>
    public static HttpCall Read(ref PayloadReader reader) => new(reader.ReadString(), reader.ReadString(), HttpHeaders.Read(ref reader), reader.ReadBytes().ToArray());
}

/// <summary>What a holder answered, as a plug-in may see it.</summary>
/// <param name="Url">Where it came from in the end, after redirects.</param>
public sealed record HttpReply(int Status, string Url, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Body);

/// <summary>Header names with one value each; a name may come several times.</summary>
public static class HttpHeaders
{
    private const int Most = 500;

    public static void Write(FrameBuffer frames, IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        frames.Write(headers.Count);
        foreach (var (name, value) in headers)
        {
            frames.Write(name);
            frames.Write(value);
        }
    }

    public static IReadOnlyList<KeyValuePair<string, string>> Read(ref PayloadReader reader)
    {
        var count = reader.ReadInt();
        if (count is < 0 or > Most)
        {
            throw new WireException("Too many headers.");
        }

        var headers = new List<KeyValuePair<string, string>>(count);
        for (; count > 0; count--)
        {
            headers.Add(new(reader.ReadString(), reader.ReadString()));
        }

        return headers;
    }
}
