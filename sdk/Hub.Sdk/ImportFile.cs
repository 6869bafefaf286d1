namespace Hub.Sdk;

/// <summary>A file that a person was given by a holder.</summary>
public abstract class ImportFile
{
    /// <summary>The name that the person's device gave it. Never a path; do not trust its extension.</summary>
    public abstract string Name { get; }

    /// <summary>Its size in bytes.</summary>
    public abstract long Length { get; }

    /// <summary>The most that may be held in memory as one document: 64 MB. Above that a reader streams, or refuses with <see cref="Outcome.LimitExceeded"/>.</summary>
    public const int MaxDocument = 64 * 1024 * 1024;

    /// <summary>Opens the file from its beginning, forward only. May be called again for a second pass.</summary>
    public abstract Stream Open();
}
