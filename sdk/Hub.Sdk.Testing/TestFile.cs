namespace Hub.Sdk.Testing;

/// <summary>A file to import, from bytes or from disk.</summary>
/// <param name="name">The name that the connector sees.</param>
/// <param name="content">The bytes.</param>
public sealed class TestFile(string name, byte[] content) : ImportFile
{
    /// <summary>Reads a file from disk.</summary>
    /// <param name="path">Where it is.</param>
    public static TestFile FromDisk(string path) => new(Path.GetFileName(path), File.ReadAllBytes(path));

    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override long Length => content.Length;

    /// <inheritdoc/>
    public override Stream Open() => new MemoryStream(content, writable: false);
}
