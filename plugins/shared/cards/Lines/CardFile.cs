using System.Text;
using Hub.Sdk;

namespace Hub.Plugins.Cards.Lines;

/// <summary>
/// A file of items, read one at a time. It is taken byte by byte and each line is decoded when it is whole, since a line may be folded within a character and may say of itself which characters it is written in.
/// </summary>
/// <param name="file">The file.</param>
internal sealed class CardFile(ImportFile file)
{
    private static readonly Encoding Western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private readonly bool _isWide = ImportText.FindEncoding(file) is UnicodeEncoding;

    /// <summary>Whether the file breaks off, known when all of it was read.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Anew from the beginning.</summary>
    public IEnumerable<Component> Read()
    {
        using var text = _isWide ? ImportText.Open(file, ImportText.FindEncoding(file)) : new StreamReader(file.Open(), Encoding.Latin1, detectEncodingFromByteOrderMarks: false);
        var items = new Components(new LogicalLines(text).Read().Select(line => (_isWide ? line.Line : Decode(line.Line), line.At)));
        foreach (var item in items.Read())
        {
            yield return item;
        }

        IsCut = items.IsCut;
    }

    private static string Decode(string bytes)
    {
        if (Ascii.IsValid(bytes))
        {
            return bytes;
        }

        var written = Encoding.Latin1.GetBytes(bytes);
        var start = written is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
        return System.Text.Unicode.Utf8.IsValid(written) ? Encoding.UTF8.GetString(written, start, written.Length - start) : Charsets.Declared(bytes[..Math.Max(0, bytes.IndexOf(':'))]) is { } declared ? declared.GetString(written) : Western.GetString(written);
    }
}
