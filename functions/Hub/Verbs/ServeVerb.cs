using System.CommandLine;
using Hub.Front;

namespace Hub.Verbs;

internal static class ServeVerb
{
    public static Command Make()
    {
        var urls = new Option<string>("--urls") { Description = "The addresses to listen on, separated by semicolons.", DefaultValueFactory = _ => HubOptions.DefaultUrl };
        var command = new Command("serve", "Serves the web app and the API.") { urls };
        command.SetAction((parsed, _) => Serve.RunAsync(HubCommand.OptionsOf(parsed) with { Urls = parsed.GetValue(urls)! }));
        return command;
    }
}
