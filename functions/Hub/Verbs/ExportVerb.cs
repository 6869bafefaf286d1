using System.CommandLine;
using Hub.Core.Exports;
using Hub.Core.Records;
using Hub.Front;

namespace Hub.Verbs;

/// <summary>A whole vault as one zip of open files.</summary>
internal static class ExportVerb
{
    public static Command Make()
    {
        var user = new Option<string>("--user") { Description = "Whose vault.", Required = true };
        var target = new Option<FileInfo>("--out") { Description = "The zip to write.", Required = true };
        return new Command("export", "Writes a whole vault as one zip of documented open files.") { user, target }.Does(async (parsed, hub, cancellationToken) =>
        {
            var account = await hub.OpenAccountAsync(parsed.GetValue(user)!);
            var file = parsed.GetValue(target)!;
            var partial = file.FullName + ".part";
            await using var vault = await hub.OpenVaultAsync(account);
            await vault.Store.AppendJournalAsync([new(0, hub.Options.Clock.GetUtcNow(), Workshop.Actor, "export", null, Purposes.CommandLine, 1)]);
            try
            {
                await using (var output = File.Create(partial))
                {
                    await new ExportWriter(hub.Get<RecordTypes>(), hub.Options.Clock).WriteAsync(vault.Store, output, cancellationToken);
                }

                File.Move(partial, file.FullName, overwrite: true);
            }
            catch (DirectoryNotFoundException)
            {
                throw new VerbException($"There is no folder {file.DirectoryName}. Make it first, or choose another with --out.");
            }
            finally
            {
                File.Delete(partial);
            }

            file.Refresh();
            Console.WriteLine($"{file.FullName}: {file.Length} bytes. README.md inside says what each file holds.");
            return 0;
        });
    }
}
