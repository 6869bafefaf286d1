namespace Hub.Verbs.Service;

/// <summary>A service of Windows, under the machine's own account for services with few rights.</summary>
internal sealed class WindowsService(string? data) : SystemService
{
    private static readonly string SharedData = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "hub");

    private string Data => Path.GetFullPath(data ?? SharedData);

    public override ServicePlan Install(string urls) => new(
        null,
        [
            new("sc.exe", ["create", Name, "binPath=", $"\"{Program}\" serve --data \"{Data}\" --urls {urls} {ServeVerb.NoBrowser}", "start=", "delayed-auto", "obj=", $"NT SERVICE\\{Name}", "DisplayName=", "Personal data hub"]),
            new("cmd.exe", ["/c", "mkdir", Data], MayFail: true),
            new("icacls.exe", [Data, "/inheritance:r", "/grant:r", $"NT SERVICE\\{Name}:(OI)(CI)F", "*S-1-5-32-544:(OI)(CI)F"]),
            new("sc.exe", ["failure", Name, "reset=", "86400", "actions=", "restart/5000/restart/60000"]),
            new("sc.exe", ["start", Name]),
        ],
        null,
        [],
        [
            $"The hub runs, and starts again with this machine. It keeps everything in {Data}.",
            $"To make the first account: \"{Program}\" user add NAME --admin --data \"{Data}\"",
        ]);

    public override ServicePlan Remove() => new(
        null,
        [new("sc.exe", ["stop", Name], MayFail: true), new("sc.exe", ["delete", Name])],
        null,
        [],
        [$"The service is removed. What the hub kept is left in {Data}."]);
}
