namespace Hub.Sdk;

/// <summary>How a run ended: one vocabulary for plug-ins, API and pages.</summary>
public enum Outcome
{
    /// <summary>Everything was read.</summary>
    Done,

    /// <summary>The file breaks off; what it holds was kept.</summary>
    Truncated,

    /// <summary>The file is not of the kind that this connector reads.</summary>
    NotMyFile,

    /// <summary>No connector reads this file; it was kept as a document.</summary>
    NotUnderstood,

    /// <summary>The holder changed its format; the connector needs mending.</summary>
    FormatChanged,

    /// <summary>The holder refused the credentials.</summary>
    CredentialsRefused,

    /// <summary>The holder wants a code.</summary>
    CodeNeeded,

    /// <summary>The consent given at the holder has run out.</summary>
    ConsentExpired,

    /// <summary>The person must do something at the holder first; also when the file is the holder's error message.</summary>
    ActionNeededAtHolder,

    /// <summary>The holder cannot be reached.</summary>
    HolderUnavailable,

    /// <summary>The holder asks to slow down.</summary>
    RateLimited,

    /// <summary>A limit of the hub was reached: size, time, memory or output.</summary>
    LimitExceeded,

    /// <summary>The plug-in failed.</summary>
    PluginFault,
}
