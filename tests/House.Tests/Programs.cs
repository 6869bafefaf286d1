using System.Diagnostics;

namespace House.Tests;

/// <summary>Other programs, run at the root of the repository.</summary>
internal static class Programs
{
    /// <summary>What the program printed, or null when it failed.</summary>
    public static string? Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = Tree.Root, RedirectStandardOutput = true, UseShellExecute = false })!;
        var printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? printed : null;
    }
}
