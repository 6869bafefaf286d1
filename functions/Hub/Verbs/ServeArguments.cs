using Hub.Front;

namespace Hub.Verbs;

/// <summary>Reads the plain forms of <c>serve</c>; anything else is for the command-line library, which explains what is wrong.</summary>
internal static class ServeArguments
{
    public static HubOptions? TryRead(IReadOnlyList<string> args)
    {
        var options = new HubOptions();
        for (var i = args is ["serve", ..] ? 1 : 0; i < args.Count; i += 2)
        {
            if (args[i] == ServeVerb.NoBrowser)
            {
                options = options with { Browser = false };
                i--;
                continue;
            }

            if (i + 1 == args.Count || args[i + 1].StartsWith('-'))
            {
                return null;
            }

            switch (args[i])
            {
                case "--data":
                    options = options with { Data = args[i + 1] };
                    break;
                case "--storage":
                    options = options with { Storage = args[i + 1] };
                    break;
                case "--urls":
                    options = options with { Urls = args[i + 1] };
                    break;
                case "--plugins":
                    options = options with { MorePlugins = [.. options.MorePlugins, args[i + 1]] };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}
