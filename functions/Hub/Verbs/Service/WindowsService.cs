using System.Buffers.Binary;
using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Cryptography;
using System.Security.Principal;
using System.Text;

namespace Hub.Verbs.Service;

/// <summary>A service of Windows, under the machine's own account for services with few rights.</summary>
internal sealed class WindowsService(string? data) : SystemService
{
    private const string Administrators = "S-1-5-32-544";
    private const string LocalSystem = "S-1-5-18";

    private static readonly string SharedData = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "hub");

    private string Data => Path.GetFullPath(data ?? SharedData);

    public override ServicePlan Install(string urls) => new(
        null,
        [
            new(Of("sc.exe"), ["create", Name, "binPath=", $"\"{Program}\" serve --data \"{Data}\" --urls {urls} {ServeVerb.NoBrowser}", "start=", "delayed-auto", "obj=", $"NT SERVICE\\{Name}", "DisplayName=", "Personal data hub"]),
            new(Of("icacls.exe"), [Data, "/inheritance:r", "/grant:r", $"NT SERVICE\\{Name}:(OI)(CI)F", $"*{Administrators}:(OI)(CI)F"]),
            new(Of("icacls.exe"), [Data, "/setowner", $"*{Administrators}", "/T", "/L", "/Q"]),
            new(Of("icacls.exe"), [Path.Combine(Data, "*"), "/reset", "/T", "/L", "/Q"], MayFail: true),
            new(Of("sc.exe"), ["failure", Name, "reset=", "86400", "actions=", "restart/5000/restart/60000"]),
            new(Of("sc.exe"), ["start", Name]),
        ],
        null,
        [],
        [
            $"The hub runs, and starts again with this machine. It keeps everything in {Data}.",
            $"To make the first account: \"{Program}\" user add NAME --admin --data \"{Data}\"",
        ])
    { First = TakeFolder };

    public override ServicePlan Remove() => new(
        null,
        [new(Of("sc.exe"), ["stop", Name], MayFail: true), new(Of("sc.exe"), ["delete", Name])],
        null,
        [],
        [$"The service is removed. What the hub kept is left in {Data}."]);

    // Not what somebody put into the folder from which this is typed.
    private static string Of(string program) => Path.Combine(Environment.SystemDirectory, program);

    /// <summary>
    /// Anybody may make a folder where programs keep shared data, and would own it and all that the hub puts there. So it is made with the rights that it shall have, and one that lies there
    /// already must be the administrators', the system's or the service's own.
    /// </summary>
    private void TakeFolder()
    {
        if (!OperatingSystem.IsWindows())
        {
            return;
        }

        MakeFolder();
        var folder = new DirectoryInfo(Data);
        var owner = folder.GetAccessControl(AccessControlSections.Owner).GetOwner(typeof(SecurityIdentifier))?.Value;
        if (folder.Attributes.HasFlag(FileAttributes.ReparsePoint) || owner is not (Administrators or LocalSystem) && owner != SidOf(Name))
        {
            throw new VerbException($"The folder {Data} is somebody else's ({owner ?? "nobody known"}), or leads elsewhere: whoever made it could read all that the hub keeps. Move it away, or name another with --data DIR.");
        }
    }

    [SupportedOSPlatform("windows")]
    private void MakeFolder()
    {
        var rights = new DirectorySecurity();
        rights.SetSecurityDescriptorSddlForm("O:BAD:P(A;OICI;FA;;;BA)(A;OICI;FA;;;SY)");
        rights.CreateDirectory(Data);
    }

    /// <summary>By which the system knows the account of a service: made of its name.</summary>
    private static string SidOf(string service)
    {
#pragma warning disable CA5350 // The system's own way of naming, no protection.
        var hash = SHA1.HashData(Encoding.Unicode.GetBytes(service.ToUpperInvariant()));
#pragma warning restore CA5350
        return "S-1-5-80-" + string.Join('-', Enumerable.Range(0, 5).Select(part => BinaryPrimitives.ReadUInt32LittleEndian(hash.AsSpan(4 * part))));
    }
}
