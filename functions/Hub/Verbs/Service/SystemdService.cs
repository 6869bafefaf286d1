using Hub.Front;

namespace Hub.Verbs.Service;

/// <summary>The machine's own, which runs as the user "hub", or a person's.</summary>
internal sealed class SystemdService(bool own, string? data) : SystemService
{
    private const string Unit = Name + ".service";
    private const string SystemData = "/var/lib/hub";

    private string UnitPath => own
        ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), "systemd", "user", Unit)
        : "/etc/systemd/system/" + Unit;

    private string Settings => own ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), "hub.env") : "/etc/hub.env";

    private string Data => Path.GetFullPath(data ?? (own ? new HubOptions().Data : SystemData));

    private string Journal => own ? $"journalctl --user -u {Name}" : $"sudo journalctl -u {Name}";

    public override ServicePlan Install(string urls) => new(
        (UnitPath, SystemdUnit.For(Program, Data, urls, own)),
        [.. own ? Array.Empty<ServiceCommand>() : [AddUser()], Control("daemon-reload"), Control("enable", Unit), Control("restart", Unit)],
        null,
        [],
        [
            $"The hub runs, and starts again {(own ? "when you sign in" : "with this machine")}. It keeps everything in {Data}.",
            $"The link that makes the first account: {Journal} | grep welcome",
            own ? "So that it runs while you are signed out too: loginctl enable-linger" : $"Its verbs, for instance: sudo -u {Name} \"{Program}\" user list --data \"{Data}\"",
        ])
    { Settings = Settings };

    public override ServicePlan Remove() => new(
        null,
        [Control("disable", "--now", Unit) with { MayFail = true }],
        UnitPath,
        [Control("daemon-reload")],
        [
            $"The service is removed. What the hub kept is left in {Data}.",
            .. own ? Array.Empty<string>() : [$"Its user is left too. To remove both: sudo userdel {Name} && sudo rm -r \"{Data}\""],
        ]);

    private static ServiceCommand AddUser() => new ServiceCommand("useradd", ["--system", "--user-group", "--home-dir", SystemData, "--no-create-home", "--shell", "/usr/sbin/nologin", Name], MayFail: true);

    private ServiceCommand Control(params string[] arguments) => new ServiceCommand("systemctl", own ? ["--user", .. arguments] : arguments);
}
