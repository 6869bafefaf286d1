using Hub.Sdk;

namespace Nothing;

// Neither is public and complete.
internal sealed class HiddenConnector : IConnector;

public abstract class UnfinishedConnector : IConnector;
