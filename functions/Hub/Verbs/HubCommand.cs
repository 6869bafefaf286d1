using System.CommandLine;
using System.CommandLine.Parsing;
using Hub.Front;
using Hub.Verbs.Service;

namespace Hub.Verbs;

/// <summary>The command line: one file a verb. Exit code 0, or 1 with one line that says what happened and what to do.</summary>
internal static class HubCommand
{
    public static readonly Option<string?> Data = new("--data") { Description = $"The folder that holds everything (default {(Packaged.Is ? Packaged.DefaultData : "./data")}, or HUB_DATA).", Recursive = true };

    public static readonly Option<string?> Storage = new("--storage") { Description = "The storage account that holds everything instead: its connection string, or https://NAME.blob.core.windows.net (or HUB_STORAGE).", Recursive = true };

    public static readonly Option<string[]> Plugins = new("--plugins") { Description = "A folder of plug-ins, or one plug-in's folder, beside those that the hub has; its plug-ins count first. Several may be given.", Recursive = true };

    public static readonly Option<string?> Debugged = new("--wait-for-debugger") { Description = "A plug-in's id: each of its runs waits until a debugger is attached to its process.", Recursive = true };

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("A personal data hub. Without a verb it serves the web app and the API.");
        root.Options.Add(Data);
        root.Options.Add(Storage);
        root.Options.Add(Plugins);
        root.Options.Add(Debugged);
        root.Subcommands.Add(ServeVerb.Make());
        root.Subcommands.Add(DemoVerb.Make());
        root.Subcommands.Add(UserVerb.Make());
        root.Subcommands.Add(VaultVerb.Make());
        root.Subcommands.Add(TokenVerb.Make());
        root.Subcommands.Add(ImportVerb.Make());
        root.Subcommands.Add(ReparseVerb.Make());
        root.Subcommands.Add(SyncVerb.Make());
        root.Subcommands.Add(ExportVerb.Make());
        root.Subcommands.Add(RestoreVerb.Make());
        root.Subcommands.Add(EraseVerb.Make());
        root.Subcommands.Add(BackupVerb.Make());
        root.Subcommands.Add(CheckVerb.Make());
        root.Subcommands.Add(PluginVerb.Make());
        root.Subcommands.Add(ServiceVerb.Make());

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            var wrong = parsed.UnmatchedTokens is [var token, ..] ? $"There is no \"{token}\" here." : parsed.Errors[0].Message;
            await Console.Error.WriteLineAsync($"{wrong} Try: hub {Known(parsed)}--help");
            return 1;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    /// <summary>The verbs that were understood, with a space after each.</summary>
    private static string Known(ParseResult parsed)
    {
        var names = "";
        for (SymbolResult? result = parsed.CommandResult; result is CommandResult { Parent: not null } command; result = command.Parent)
        {
            names = command.Command.Name + " " + names;
        }

        return names;
    }

    /// <summary>Gives a verb its work: what it needs is put together, and what goes wrong becomes one line.</summary>
    /// <param name="apart">It works beside the hub's data, which may not be there: nothing of it is opened.</param>
    public static Command Does(this Command command, Func<ParseResult, Workshop, CancellationToken, Task<int>> work, bool apart = false)
    {
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = OptionsOf(parsed);
            try
            {
                await using var workshop = new Workshop(options);
                if (!apart)
                {
                    await workshop.LoadTypesAsync();
                    await workshop.FollowPluginsAsync();
                }

                return await work(parsed, workshop, cancellationToken);
            }
            catch (VerbException failure)
            {
                await Console.Error.WriteLineAsync(failure.Message);
                return 1;
            }
            catch (OperationCanceledException)
            {
                await Console.Error.WriteLineAsync("Stopped. What was done so far is kept; run the same command again to go on.");
                return 1;
            }
            catch (Exception failure) when (Serve.Explain(failure, options) is { } sentence)
            {
                await Console.Error.WriteLineAsync(sentence);
                return 1;
            }
        });
        return command;
    }

    public static HubOptions OptionsOf(ParseResult parsed)
    {
        var options = new HubOptions { MorePlugins = parsed.GetValue(Plugins) ?? [], WaitForDebugger = parsed.GetValue(Debugged) };
        options = parsed.GetValue(Data) is { Length: > 0 } data ? options with { Data = data } : options;
        return parsed.GetValue(Storage) is { Length: > 0 } storage ? options with { Storage = storage } : options;
    }
}

/// <summary>A verb cannot do what was asked; the message is the line that the person reads.</summary>
internal sealed class VerbException(string message) : Exception(message);
