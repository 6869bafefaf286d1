namespace Hub.Core.Sources;

/// <summary>Encrypts what must not lie in clear. What was sealed for one purpose does not open for another, so that a secret copied beside another source is worth nothing.</summary>
public interface ISealer
{
    byte[] Seal(ReadOnlySpan<byte> content, string purpose);

    /// <summary>Null when the key is not there any more, or it was sealed for another purpose.</summary>
    byte[]? TryOpen(ReadOnlySpan<byte> sealedContent, string purpose);
}
