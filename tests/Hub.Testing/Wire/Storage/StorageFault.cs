namespace Hub.Testing.Wire.Storage;

/// <summary>What goes wrong with a request. Each is made by a name that says so.</summary>
public sealed record StorageFault
{
    internal FaultKind Kind { get; private init; }

    internal int Status { get; private init; }

    internal string Code { get; private init; } = "";

    internal int? RetryAfter { get; private init; }

    internal int Bytes { get; private init; }

    /// <summary>The account itself answers 500: it may have done nothing.</summary>
    public static StorageFault Failing { get; } = Refusing(500, "InternalError");

    /// <summary>The connection breaks after the account did what it was asked, and before a byte of its reply.</summary>
    public static StorageFault ReplyLost { get; } = new() { Kind = FaultKind.ReplyLost };

    /// <summary>The account did what it was asked, and says nothing until the caller gives up.</summary>
    public static StorageFault ReplySilent { get; } = new() { Kind = FaultKind.ReplySilent };

    /// <summary>Nothing is done and nothing said until the caller gives up.</summary>
    public static StorageFault Silent { get; } = new() { Kind = FaultKind.Silent };

    /// <param name="retryAfter">In seconds, as the header of that name.</param>
    public static StorageFault Busy(int? retryAfter = null) => Refusing(503, "ServerBusy") with { RetryAfter = retryAfter };

    /// <summary>Refused without the account being asked.</summary>
    public static StorageFault Refusing(int status, string code) => new() { Kind = FaultKind.Refuse, Status = status, Code = code };

    /// <summary>The account is asked only when the rule is disposed.</summary>
    public static StorageFault Delayed { get; } = new() { Kind = FaultKind.Delayed };

    /// <summary>The account did what it was asked, and its answer comes when the rule is disposed.</summary>
    public static StorageFault ReplyDelayed { get; } = new() { Kind = FaultKind.ReplyDelayed };

    /// <summary>The connection is reset after so many bytes of the request's body; the account hears nothing of it.</summary>
    public static StorageFault ResetInRequest(int bytes) => new() { Kind = FaultKind.ResetInRequest, Bytes = bytes };

    /// <summary>The connection is reset after so many bytes of the reply's body; what was asked is done.</summary>
    public static StorageFault ResetInReply(int bytes) => new() { Kind = FaultKind.ResetInReply, Bytes = bytes };
}

internal enum FaultKind
{
    Refuse,
    Silent,
    ReplySilent,
    ReplyLost,
    ResetInRequest,
    ResetInReply,
    Delayed,
    ReplyDelayed,
}
