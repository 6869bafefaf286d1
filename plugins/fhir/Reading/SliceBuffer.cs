using System.Buffers;

namespace Hub.Plugins.Fhir.Reading;

/// <summary>Gathers the bytes of one slice, up to a limit, and how deep they nest.</summary>
internal sealed class SliceBuffer(int limit)
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public bool TooLarge { get; private set; }

    public int Depth { get; private set; }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        TooLarge |= _bytes.WrittenCount + bytes.Length > limit;
        if (!TooLarge)
        {
            _bytes.Write(bytes);
        }
    }

    public void Nests(int depth) => Depth = Math.Max(Depth, depth);

    public Slice Take(string at, bool isEntry)
    {
        var slice = new Slice(TooLarge ? default : _bytes.WrittenSpan.ToArray(), at, isEntry, Depth, TooLarge);
        _bytes.ResetWrittenCount();
        (TooLarge, Depth) = (false, 0);
        return slice;
    }
}
