namespace Hub.Wire;

/// <summary>What came over the pipe is no frame of this protocol.</summary>
public sealed class WireException(string message) : Exception(message);
