using Hub.Sdk;
using Hub.Wire;

namespace Hub.Runner;

/// <summary>The file to import, read through the hub: the runner needs no rights on the store.</summary>
internal sealed class PipedFile(StartMessage start, HubLink link) : ImportFile
{
    private int _opened;

    public override string Name => start.FileName ?? "";

    public override long Length => start.FileLength;

    public override Stream Open() => new PipedFileStream(link, Interlocked.Increment(ref _opened));
}
