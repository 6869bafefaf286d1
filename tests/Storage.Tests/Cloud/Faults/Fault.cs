using Hub.Testing.Wire.Storage;
using Xunit;

namespace Storage.Tests.Cloud.Faults;

/// <summary>What may go wrong with any request, by the name that a test's line shows.</summary>
public static class Fault
{
    private static readonly Dictionary<string, StorageFault> ByName = new(StringComparer.Ordinal)
    {
        ["500"] = StorageFault.Failing,
        ["503"] = StorageFault.Busy(),
        ["503 with Retry-After"] = StorageFault.Busy(retryAfter: 1),
        ["no answer"] = StorageFault.Silent,
        ["no answer after it was done"] = StorageFault.ReplySilent,
        ["reset before the body"] = StorageFault.ResetInRequest(0),
        ["reset within the body"] = StorageFault.ResetInRequest(40),
        ["reset within the reply"] = StorageFault.ResetInReply(10),
        ["reply lost"] = StorageFault.ReplyLost,
    };

    public static TheoryData<string> All => [.. ByName.Keys];

    public static IReadOnlyList<StorageFault> Kinds => [.. ByName.Values];

    public static StorageFault Of(string name) => ByName[name];
}
