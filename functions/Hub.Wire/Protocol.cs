namespace Hub.Wire;

/// <summary>What hub and runner must agree on. A frame is four bytes of length (of what follows, little endian), one byte of kind, the payload.</summary>
public static class Protocol
{
    /// <summary>Changes with every frame that changes. Both sides say theirs first and refuse the other's when it differs.</summary>
    public const int Version = 5;

    public const int MaxFrame = 4 * 1024 * 1024;

    /// <summary>The most of a file that one reply carries.</summary>
    public const int ChunkSize = 256 * 1024;

    /// <summary>The runner hands its output on when this much has gathered.</summary>
    public const int FlushSize = 64 * 1024;

    public const int MaxCursor = 64 * 1024;

    public const int MaxOpenFiles = 16;

    public const int MaxTypes = 1000;

    /// <summary>The most of a script, and of the map to its source.</summary>
    public const int MaxScript = 8 * 1024 * 1024;

    public const int MaxSession = 64 * 1024;

    /// <summary>What an application may leave for its next run, of one type.</summary>
    public const int MaxRetained = 1024 * 1024;

    /// <summary>The most of one request to a holder; a frame holds a little more.</summary>
    public const int MaxRequest = MaxFrame - ChunkSize;

    /// <summary>The hub holds the bodies of this many replies for the plug-in; an older one is gone.</summary>
    public const int MaxReplies = 4;

    public const int MaxChoices = 100;

    /// <summary>The most that an archive is inflated to, in all.</summary>
    public const long MaxUnpacked = 4L * 1024 * 1024 * 1024;

    /// <summary>Lines of the technical log that a runner hands on; the hub drops what would come after, so it need not come.</summary>
    public const int MaxLogLines = 1000;
}
