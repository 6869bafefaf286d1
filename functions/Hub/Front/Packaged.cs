namespace Hub.Front;

/// <summary>What differs where the hub was unpacked from what ./publish.sh makes: it lies where programs lie, so what it keeps lies elsewhere.</summary>
internal static class Packaged
{
    /// <summary>Set in the package's hub.runtimeconfig.json.</summary>
    public static bool Is { get; } = AppContext.TryGetSwitch("Hub.Packaged", out var on) && on;

    /// <summary>Where data lies when nobody says: with a package, among the data of the person who starts it (XDG_DATA_HOME, or LOCALAPPDATA on Windows).</summary>
    public static string DefaultData { get; } = Is && Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } own
        ? Path.Combine(own, "hub")
        : "data";
}
