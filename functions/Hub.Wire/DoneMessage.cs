using Hub.Sdk;

namespace Hub.Wire;

/// <summary>The last frame of a run: either an outcome in the plug-in's words, or a fault whose sentence the hub has.</summary>
/// <param name="Outcome">How the run ended, as the plug-in says; not used with a fault.</param>
/// <param name="Detail">The plug-in's words.</param>
/// <param name="Fault">What went wrong, if the plug-in did not end by itself.</param>
/// <param name="Where">Names of types and members that help the publisher: never a message, which may hold contents.</param>
public sealed record DoneMessage(Outcome Outcome, Text? Detail = null, RunFault Fault = RunFault.None, string? Where = null)
{
    public void WriteTo(FrameBuffer frames)
    {
        frames.Begin(FrameKind.Done);
        frames.Write((int)Outcome);
        frames.Write(Detail?.En);
        frames.Write(Detail?.Fr);
        frames.Write((int)Fault);
        frames.Write(Where);
        frames.End();
    }

    public static DoneMessage Read(ReadOnlyMemory<byte> payload)
    {
        var reader = new PayloadReader(payload);
        var outcome = (Outcome)reader.ReadInt();
        var (en, fr) = (reader.ReadOptional(), reader.ReadOptional());
        var fault = (RunFault)reader.ReadInt();
        if (!Enum.IsDefined(outcome) || !Enum.IsDefined(fault))
        {
            throw new WireException("An outcome is unknown.");
        }

        return new DoneMessage(outcome, en is null || fr is null ? null : new Text(en, fr), fault, reader.ReadOptional());
    }
}
