using Hub.Sdk;

namespace Several;

public sealed class FirstConnector : IConnector;

public sealed class SecondConnector : IConnector;
