using System.CommandLine;
using System.Security.Cryptography;
using Hub.Core.Plugins;
using Hub.Sdk.Testing;

namespace Hub.Verbs;

/// <summary>A file that an author may have, from one that they may not.</summary>
internal static class PluginFixtureVerb
{
    private const long Largest = Sdk.ImportFile.MaxDocument;

    public static Command Make()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The private file. It is read and not changed." };
        var to = new Option<FileInfo>("--out") { Description = "The fixture to write.", Required = true };
        var plugin = new Option<string?>("--plugin") { Description = "Whose format it is; without, it is recognised from the content." };
        return new Command("fixture", "Makes a fixture from a private file: the same shape, made-up values.") { file, to, plugin }.Does(async (parsed, hub, cancellationToken) =>
        {
            var source = parsed.GetValue(file)!;
            if (source is not { Exists: true, Length: <= Largest })
            {
                throw new VerbException(source.Exists ? $"{source.Name} is larger than {Largest / 1024 / 1024} MB: cut out a part of it first." : $"There is no file {source.FullName}.");
            }

            var reader = await FindAsync(hub, source, parsed.GetValue(plugin), cancellationToken);
            var masking = new Masking(RandomNumberGenerator.GetBytes(32), reader is null ? [] : PluginVocabulary.Of(reader), reader?.AcceptPatterns);
            await File.WriteAllBytesAsync(parsed.GetValue(to)!.FullName, Make(source, masking), cancellationToken);
            Console.WriteLine($"{parsed.GetValue(to)!.FullName} is made{(reader is null ? ", without knowing its format" : $", as a file of {reader.Id}")}.");
            Console.WriteLine("Read it before you give it away: what the format does not mark as a value may still say something about you.");
            return 0;
        });
    }

    private static byte[] Make(FileInfo source, Masking masking)
    {
        try
        {
            return FixtureMaker.Make(TestFile.FromDisk(source.FullName), masking.Mask);
        }
        catch (InvalidDataException)
        {
            throw new VerbException($"{source.Name} is no text, and only of texts a fixture can be made. Unpack an archive first; save a spreadsheet as .csv.");
        }
    }

    private static async Task<Plugin?> FindAsync(Workshop hub, FileInfo file, string? id, CancellationToken cancellationToken)
    {
        var plugins = hub.Get<PluginCatalogue>();
        if (id is not null)
        {
            return plugins.Find(id) ?? throw new VerbException($"There is no plug-in \"{id}\". See: hub plugin list");
        }

        await using var content = file.OpenRead();
        return plugins.Recognise(await FileHead.ReadAsync(content, cancellationToken)) is [var first, ..] ? first : null;
    }
}
