namespace Hub.Core.Vaults;

/// <summary>The disk is full or failing: the step was rolled back, what is committed stays, and a run that meets this can go on later.</summary>
public class StorageFullException(string message, Exception? inner = null) : IOException(message, inner);
