using Hub.Sdk;

namespace Hub.Core.Vaults;

/// <summary>What keeps the data is out of reach, or refuses the hub. What was committed stays; whether the last step was taken is not known, so it is done again later, as after a full disk.</summary>
public sealed class StorageAwayException(Text detail, Exception? inner = null) : StorageFullException(detail.En, inner)
{
    public Text Detail => detail;
}
