using Hub.Wire;

namespace Hub.Core.Plugins.Running;

/// <summary>Ends the conversation with a runner that broke a rule.</summary>
internal sealed class RunnerFaultException(RunFault fault) : Exception
{
    public RunFault Fault => fault;
}
