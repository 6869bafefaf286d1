using System.Buffers;

namespace Hub.Core.Egress;

/// <summary>Replaces several texts in one pass: what is put in is not looked at again. Where two begin at one place, the longer counts.</summary>
internal sealed class ByteReplacer(IReadOnlyList<KeyValuePair<byte[], byte[]>> pairs)
{
    /// <summary>The same memory where nothing was found, which is the usual case and costs a scan only.</summary>
    public ReadOnlyMemory<byte> Replace(ReadOnlyMemory<byte> text)
    {
        var found = Find(text.Span);
        if (found.Count == 0)
        {
            return text;
        }

        found.Sort(static (left, right) => left.At != right.At ? left.At.CompareTo(right.At) : right.Length.CompareTo(left.Length));
        var result = new ArrayBufferWriter<byte>(text.Length + 256);
        var done = 0;
        foreach (var (at, length, with) in found)
        {
            if (at >= done)
            {
                result.Write(text.Span[done..at]);
                result.Write(with);
                done = at + length;
            }
        }

        result.Write(text.Span[done..]);
        return result.WrittenMemory;
    }

    public bool IsIn(ReadOnlySpan<byte> text)
    {
        foreach (var (what, _) in pairs)
        {
            if (text.IndexOf(what) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private List<(int At, int Length, byte[] With)> Find(ReadOnlySpan<byte> text)
    {
        var found = new List<(int, int, byte[])>();
        foreach (var (what, with) in pairs)
        {
            for (int from = 0, next; (next = text[from..].IndexOf(what)) >= 0; from += next + 1)
            {
                found.Add((from + next, what.Length, with));
            }
        }

        return found;
    }
}
