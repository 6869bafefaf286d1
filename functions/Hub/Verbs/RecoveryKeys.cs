using System.CommandLine;
using Hub.Core.Backups;

namespace Hub.Verbs;

/// <summary>How a recovery key comes in: from a file, from the environment, or typed.</summary>
internal static class RecoveryKeys
{
    private const string Variable = "HUB_RECOVERY_KEY";

    public static Option<FileInfo?> NewOption() => new("--recovery-key-file") { Description = $"A file that holds the recovery key and nothing else (or {Variable}); without it, you are asked." };

    public static async Task<RecoveryKey> AskAsync(FileInfo? file) =>
        file is not null ? await ReadAsync(file)
        : Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } set ? Parse(set)
        : Parse(await TypeAsync("Recovery key: "));

    public static async Task<RecoveryKey> ReadAsync(FileInfo file) =>
        file.Exists ? Parse(await File.ReadAllTextAsync(file.FullName)) : throw new VerbException($"There is no file {file.FullName}.");

    /// <summary>Asked on the error stream, so that what the verb gives can go into a file.</summary>
    public static async Task<string> TypeAsync(string question)
    {
        await Console.Error.WriteAsync(question);
        return await Console.In.ReadLineAsync() is { Length: > 0 } line ? line : throw new VerbException("No recovery key was typed. Type it, or name a file that holds it with --recovery-key-file FILE.");
    }

    private static RecoveryKey Parse(string text) => RecoveryKey.Find(text)
        ?? throw new VerbException("This is no recovery key: a character is wrong or missing. It has eight groups of four letters and digits.");
}
