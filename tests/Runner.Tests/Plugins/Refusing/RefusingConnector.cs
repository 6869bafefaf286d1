using Hub.Sdk;

namespace Refusing;

public sealed class RefusingConnector : IConnector
{
    public RefusingConnector() => throw new FormatException("MARKER in a message");
}
