namespace Hub.Verbs.Service;

/// <summary>Which service a system can hold.</summary>
internal abstract class SystemService
{
    protected const string Name = "hub";

    protected static string Program => Environment.ProcessPath!;

    public static SystemService For(bool own, string? data) =>
        OperatingSystem.IsWindows() ? new WindowsService(data) : new SystemdService(own || !Environment.IsPrivilegedProcess, data);

    public abstract ServicePlan Install(string urls);

    public abstract ServicePlan Remove();
}
