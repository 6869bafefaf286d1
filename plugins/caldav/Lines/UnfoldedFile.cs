using Hub.Sdk;

namespace Hub.Plugins.Caldav.Lines;

/// <summary>A file whose folds were taken out.</summary>
internal sealed class UnfoldedFile(string name, byte[] content) : ImportFile
{
    public override string Name => name;

    public override long Length => content.Length;

    public override Stream Open() => new MemoryStream(content, writable: false);
}
