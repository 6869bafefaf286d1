using System.CommandLine;
using Hub.Front;

namespace Hub.Verbs;

internal static class ServeVerb
{
    public const string NoBrowser = "--no-browser";

    public static Command Make()
    {
        var urls = new Option<string>("--urls") { Description = "The addresses to listen on, separated by semicolons.", DefaultValueFactory = _ => HubOptions.DefaultUrl };
        var noBrowser = new Option<bool>(NoBrowser) { Description = "Opens no browser where a person starts it by hand on a desktop (or HUB_BROWSER=off)." };
        var command = new Command("serve", "Serves the web app and the API.") { urls, noBrowser };
        command.SetAction((parsed, _) => Serve.RunAsync(Read(HubCommand.OptionsOf(parsed) with { Urls = parsed.GetValue(urls)! }, parsed.GetValue(noBrowser))));
        return command;
    }

    private static HubOptions Read(HubOptions options, bool noBrowser) => noBrowser ? options with { Browser = false } : options;
}
