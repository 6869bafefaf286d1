namespace Hub.Core.Notices;

public enum ChannelKind
{
    None,
    Email,
    Ntfy,
    Webhook,
}

/// <summary>How one person wants to be told.</summary>
public sealed record NoticeSettings
{
    public const int UsualHour = 8;

    public ChannelKind Channel { get; init; }

    /// <summary>Mail address, topic or hook, sealed: who knows it can write to the person, or read what is written.</summary>
    public byte[]? Address { get; init; }

    /// <summary>What of the address is shown again.</summary>
    public string? Shown { get; init; }

    /// <summary>The hour of the person's day at which all that can wait is told together.</summary>
    public int Hour { get; init; } = UsualHour;

    public TimeOnly? QuietFrom { get; init; }

    public TimeOnly? QuietTo { get; init; }

    /// <summary>Questions are told in quiet hours too.</summary>
    public bool QuestionsAnyTime { get; init; }

    /// <summary>The texts name the source. Its name may say which bank or which doctor, so the person has to want it.</summary>
    public bool NameSource { get; init; }

    public string Language { get; init; } = "en";

    /// <summary>Of the person's own vault.</summary>
    public string Zone { get; init; } = "Europe/Paris";

    /// <summary>When the channel was chosen, or its address changed.</summary>
    public DateTimeOffset Since { get; init; }
}
