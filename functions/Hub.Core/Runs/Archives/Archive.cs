namespace Hub.Core.Runs.Archives;

/// <summary>Knows an archive by its first bytes. It is opened in a runner only.</summary>
internal static class Archive
{
    /// <summary>Where the name of a zip's first member stands.</summary>
    private const int FirstName = 30;

    /// <summary>What programs of office suites write first into their documents.</summary>
    private static readonly byte[][] DocumentsBeginWith = [.. new[] { "[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml", "xl/workbook.xml", "xl/worksheets/", "mimetypeapplication/" }.Select(System.Text.Encoding.ASCII.GetBytes)];

    /// <summary>Whether it is a zip that holds files; not a document that is kept as a zip, such as a spreadsheet, which its reader opens.</summary>
    public static async Task<bool> IsArchiveAsync(IFileSource file)
    {
        await using var content = file.Open();
        var head = new byte[64];
        var length = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false);
        return length >= 4 && head is [(byte)'P', (byte)'K', 3 or 5 or 7, 4 or 6 or 8, ..] && !(length == head.Length && IsDocument(head.AsSpan(FirstName)));
    }

    private static bool IsDocument(ReadOnlySpan<byte> name)
    {
        foreach (var begin in DocumentsBeginWith)
        {
            if (name.StartsWith(begin))
            {
                return true;
            }
        }

        return false;
    }
}
