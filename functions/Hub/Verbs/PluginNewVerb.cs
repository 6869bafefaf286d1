using System.CommandLine;
using System.Text.RegularExpressions;
using Hub.Plugins;

namespace Hub.Verbs;

/// <summary>A folder to begin with, which passes its own tests at once.</summary>
internal static partial class PluginNewVerb
{
    public static Command Make()
    {
        var kind = new Argument<string>("KIND") { Description = string.Join(", ", PluginTemplate.Kinds) };
        var name = new Argument<string>("NAME") { Description = "The plug-in's id and folder: lower-case letters, digits and -, for ever." };
        return new Command("new", "Makes a plug-in's folder to begin with.") { kind, name }.Does((parsed, _, _) =>
        {
            var id = parsed.GetValue(name)!;
            if (!Id().IsMatch(id))
            {
                throw new VerbException($"\"{id}\" cannot be an id: 2 to 40 lower-case letters, digits and -, a letter first. For instance: hub plugin new connector-js my-bank");
            }

            var template = PluginTemplate.Find(parsed.GetValue(kind)!) ?? throw new VerbException($"There is no template \"{parsed.GetValue(kind)}\". There are: {string.Join(", ", PluginTemplate.Kinds)}.");
            var folder = Path.GetFullPath(id);
            if (Path.Exists(folder))
            {
                throw new VerbException($"{folder} is there already. Choose another name, or another folder to work in.");
            }

            template.CopyTo(folder, id);
            Console.WriteLine($"{folder} is made. Its README.md says how to go on. Try it:");
            Console.WriteLine(parsed.GetValue(kind)!.EndsWith("-js", StringComparison.Ordinal) ? $"  hub plugin test {id}" : $"  dotnet build {id} && hub plugin test {id}");
            return Task.FromResult(0);
        });
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{1,39}$", RegexOptions.NonBacktracking)]
    private static partial Regex Id();
}
