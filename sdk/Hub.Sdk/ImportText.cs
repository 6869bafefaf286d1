using System.Text;

namespace Hub.Sdk;

/// <summary>Opens as text a file whose encoding must be worked out. What a file declares is often wrong, so its bytes decide.</summary>
public static class ImportText
{
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>
    /// Reads the whole file once to find its encoding: a byte order mark, then UTF-16 by its zero bytes, then UTF-8 if the bytes are, then
    /// what the file declares, then Windows-1252 (of which ISO-8859-1 is a part).
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="declared">The name or code page that the file declares, for instance <c>ISO-8859-15</c> or <c>1251</c>; null when it says nothing.</param>
    public static Encoding FindEncoding(ImportFile file, string? declared = null)
    {
        using var stream = file.Open();
        var buffer = new byte[64 * 1024];
        var length = stream.ReadAtLeast(buffer, 64, throwOnEndOfStream: false);
        return FindByMark(buffer.AsSpan(0, length))
            ?? (IsUtf8(stream, buffer, length) ? Utf8 : FindByName(declared) ?? CodePagesEncodingProvider.Instance.GetEncoding(1252)!);
    }

    /// <summary>Opens the file as text, without its byte order mark.</summary>
    /// <param name="file">The file.</param>
    /// <param name="encoding">As <see cref="FindEncoding"/> found it.</param>
    public static StreamReader Open(ImportFile file, Encoding encoding) => new(file.Open(), encoding, detectEncodingFromByteOrderMarks: true, bufferSize: 32 * 1024);

    private static Encoding? FindByMark(ReadOnlySpan<byte> start) => start switch
    {
        [0xEF, 0xBB, 0xBF, ..] => Utf8,
        [0xFF, 0xFE, ..] => Encoding.Unicode,
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
        [not 0, 0, not 0, 0, ..] => Encoding.Unicode,
        [0, not 0, 0, not 0, ..] => Encoding.BigEndianUnicode,
        _ => null,
    };

    // One stray byte in a text that is otherwise UTF-8 must not garble the rest of it, so the majority decides.
    private static bool IsUtf8(Stream stream, byte[] buffer, int length)
    {
        long valid = 0, invalid = 0;
        while (length > 0)
        {
            var rest = Count(buffer.AsSpan(0, length), ref valid, ref invalid);
            buffer.AsSpan(length - rest, rest).CopyTo(buffer);
            var read = stream.Read(buffer, rest, buffer.Length - rest);
            length = read == 0 ? 0 : rest + read;
        }

        return invalid == 0 || valid > invalid;
    }

    private static int Count(ReadOnlySpan<byte> bytes, ref long valid, ref long invalid)
    {
        for (var next = bytes.IndexOfAnyExceptInRange((byte)0, (byte)0x7F); next >= 0; next = bytes.IndexOfAnyExceptInRange((byte)0, (byte)0x7F))
        {
            bytes = bytes[next..];
            switch (Rune.DecodeFromUtf8(bytes, out _, out var used))
            {
                case System.Buffers.OperationStatus.Done: valid++; break;
                case System.Buffers.OperationStatus.NeedMoreData: return bytes.Length;
                default: invalid++; break;
            }

            bytes = bytes[used..];
        }

        return 0;
    }

    private static Encoding? FindByName(string? declared)
    {
        try
        {
            var found = int.TryParse(declared, out var page) ? CodePagesEncodingProvider.Instance.GetEncoding(page)
                : declared is null ? null : CodePagesEncodingProvider.Instance.GetEncoding(declared);
            return found is { IsSingleByte: true } or { CodePage: 932 or 936 or 949 or 950 } ? found : null;
        }
        catch (ArgumentException)
        {
            // A page that cannot exist is as good as no declaration.
            return null;
        }
    }
}
