namespace Hub.Core.Plugins.Running;

/// <summary>Empties a child's standard error, so that it never waits there, and keeps nothing of it but what the runtime said when it died: the rest may hold contents.</summary>
internal sealed class ErrorWatch
{
    private const int Overlap = 32;

    public bool StackOverflow { get; private set; }

    public bool OutOfMemory { get; private set; }

    public async Task RunAsync(Stream errors, CancellationToken cancellationToken)
    {
        var buffer = new byte[Overlap + 4096];
        int count;
        while ((count = await errors.ReadAsync(buffer.AsMemory(Overlap), cancellationToken)) > 0)
        {
            var text = buffer.AsSpan(0, Overlap + count);
            StackOverflow |= text.IndexOf("Stack overflow."u8) >= 0;
            OutOfMemory |= text.IndexOf("Out of memory."u8) >= 0;
            text[^Overlap..].CopyTo(buffer); // a word may lie across two reads
        }
    }
}
