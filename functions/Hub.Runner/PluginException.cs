using Hub.Wire;

namespace Hub.Runner;

/// <summary>The plug-in cannot be run for a reason that the hub has a sentence for.</summary>
internal sealed class PluginException(RunFault fault, string? where = null) : Exception
{
    public RunFault Fault => fault;

    public string? Where => where;
}
