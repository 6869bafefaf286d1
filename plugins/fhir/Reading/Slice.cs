namespace Hub.Plugins.Fhir.Reading;

/// <summary>One piece of the file: an element of a bundle's <c>entry</c>, or a top-level value without its entries.</summary>
/// <param name="Bytes">The JSON text; empty when it is too large or no object.</param>
/// <param name="At">Where it stands.</param>
/// <param name="IsEntry">Whether it is an entry of a bundle.</param>
/// <param name="Depth">How deep it nests.</param>
/// <param name="TooLarge">Whether it was left out for its size.</param>
internal readonly record struct Slice(ReadOnlyMemory<byte> Bytes, string At, bool IsEntry, int Depth, bool TooLarge);
