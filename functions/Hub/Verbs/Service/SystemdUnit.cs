using System.Text;

namespace Hub.Verbs.Service;

/// <summary>The unit that the package ships, for the place where this hub lies.</summary>
internal static class SystemdUnit
{
    public static string For(string program, string data, string urls, bool own)
    {
        using var resource = typeof(SystemdUnit).Assembly.GetManifestResourceStream(own ? "service/hub-user.service" : "service/hub.service")!;
        var unit = new StringBuilder();
        foreach (var line in new StreamReader(resource, Encoding.UTF8).ReadToEnd().Split('\n').SkipWhile(line => line.StartsWith('#')))
        {
            unit.Append(line switch
            {
                _ when line.StartsWith("ExecStart=", StringComparison.Ordinal) => $"ExecStart={Quoted(program, command: true)} serve --urls {Quoted(urls, command: true)}",
                _ when line.StartsWith("Environment=", StringComparison.Ordinal) => $"Environment={Quoted("HUB_DATA=" + data, command: false)}",
                _ when line.StartsWith("ReadWritePaths=", StringComparison.Ordinal) => $"ReadWritePaths={Quoted("-" + data, command: false)}",

                // A hub that was unpacked below somebody's home must at least be readable.
                "ProtectHome=true" when IsAtHome(program) || IsAtHome(data) => "ProtectHome=read-only",
                _ => line,
            }).Append('\n');
        }

        return unit.ToString().TrimEnd('\n') + "\n";
    }

    private static bool IsAtHome(string path) => path.StartsWith("/home/", StringComparison.Ordinal) || path.StartsWith("/root/", StringComparison.Ordinal);

    // % begins a specifier everywhere, $ a variable in commands only.
    private static string Quoted(string text, bool command)
    {
        var escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("%", "%%", StringComparison.Ordinal);
        return $"\"{(command ? escaped.Replace("$", "$$", StringComparison.Ordinal) : escaped)}\"";
    }
}
