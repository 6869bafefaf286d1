namespace Hub.Testing.Mail;

/// <summary>What a mail server does wrong at one conversation.</summary>
public enum SmtpFault
{
    None,

    /// <summary>554 instead of a greeting.</summary>
    Closed,

    /// <summary>451 to the recipient, as servers do to senders they see for the first time.</summary>
    Greylisted,

    /// <summary>550 to the recipient.</summary>
    NobodyThere,

    /// <summary>Hangs up while the message comes.</summary>
    DropsInData,

    /// <summary>Takes the message and hangs up before it says so.</summary>
    DropsAfterData,

    /// <summary>Takes the message and says nothing any more.</summary>
    FallsSilent,

    /// <summary>535 to name and password.</summary>
    RefusesSignIn,

    /// <summary>Somebody on the way cut the offer of STARTTLS out.</summary>
    Stripped,

    /// <summary>Somebody on the way put a reply in before the connection became secure.</summary>
    Injected,

    /// <summary>A reply without end.</summary>
    Babbles,
}
