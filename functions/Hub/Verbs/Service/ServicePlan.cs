using System.ComponentModel;
using System.Diagnostics;

namespace Hub.Verbs.Service;

/// <summary>What making or removing a service comes to: a file, commands of the system, and what is told at the end.</summary>
/// <param name="Write">A file and what it holds, or null.</param>
/// <param name="Commands">Done in their order.</param>
/// <param name="Delete">A file that goes once the commands are done, or null.</param>
/// <param name="Last">Commands after that.</param>
/// <param name="Told">Lines for the person.</param>
internal sealed record ServicePlan((string Path, string Text)? Write, IReadOnlyList<ServiceCommand> Commands, string? Delete, IReadOnlyList<ServiceCommand> Last, IReadOnlyList<string> Told)
{
    /// <summary>A file of settings, which may hold passwords: made where it is missing, for its owner alone.</summary>
    public string? Settings { get; init; }

    /// <summary>What must be so, or be made, before anything else.</summary>
    public Action? First { get; init; }

    public void Print()
    {
        if (Write is { } file)
        {
            Console.WriteLine($"# {file.Path}\n{file.Text}");
        }

        if (Settings is not null)
        {
            Console.WriteLine($"# {Settings} (empty, where it is missing)");
        }

        foreach (var command in Commands.Concat(Last))
        {
            Console.WriteLine($"# {command}");
        }
    }

    public async Task DoAsync(CancellationToken cancellationToken)
    {
        try
        {
            First?.Invoke();
            if (Settings is not null && !Path.Exists(Settings))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Settings)!);
                var empty = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
                if (!OperatingSystem.IsWindows())
                {
                    empty.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
                }

                await new FileStream(Settings, empty).DisposeAsync();
            }

            if (Write is { } file)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(file.Path)!);
                await File.WriteAllTextAsync(file.Path, file.Text, cancellationToken);
            }

            await RunAsync(Commands, cancellationToken);
            if (Delete is not null && File.Exists(Delete))
            {
                File.Delete(Delete);
            }

            await RunAsync(Last, cancellationToken);
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            throw new VerbException($"{failure.Message} Run the command as an administrator (with sudo, say).");
        }

        foreach (var line in Told)
        {
            Console.WriteLine(line);
        }
    }

    private static async Task RunAsync(IReadOnlyList<ServiceCommand> commands, CancellationToken cancellationToken)
    {
        foreach (var command in commands)
        {
            try
            {
                using var process = Process.Start(new ProcessStartInfo(command.Program, command.Arguments) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false })!;
                var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
                await process.WaitForExitAsync(cancellationToken);
                if (process.ExitCode != 0 && !command.MayFail)
                {
                    var said = $"{await errors} {await output}".Trim().ReplaceLineEndings(" ");
                    throw new VerbException($"\"{command}\" failed (exit code {process.ExitCode}): {said}");
                }
            }
            catch (Win32Exception)
            {
                throw new VerbException($"There is no {command.Program} here, so this system starts no services for the hub. Start it by hand: hub serve");
            }
        }
    }
}

internal sealed record ServiceCommand(string Program, IReadOnlyList<string> Arguments, bool MayFail = false)
{
    public override string ToString() => string.Join(' ', Arguments.Prepend(Program).Select(part => part.Contains(' ', StringComparison.Ordinal) ? $"\"{part}\"" : part));
}
