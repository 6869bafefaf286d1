using System.Globalization;
using System.Net;
using System.Text.Json;
using Hub.Sdk;

namespace Till;

/// <summary>A holder played by its own connector: pages of readings, one cursor a page, and whatever trouble the settings ask for.</summary>
public sealed class TillConnector : IConnector
{
    private const string Type = "energy.consumption";
    private static readonly DateTimeOffset First = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public Task<HolderAccount?> ProbeAsync(ConnectorContext context, CancellationToken cancellationToken) => Text(context, "probe") switch
    {
        "none" => Task.FromResult<HolderAccount?>(null),
        "ask" => AskAsync(context),
        { } outcome => throw Failure(outcome),
        null => Task.FromResult<HolderAccount?>(Account(context)),
    };

    public async Task SyncAsync(ConnectorContext context, CancellationToken cancellationToken)
    {
        RequirePlaceholder(context);
        await context.LogAsync($"began at {context.Cursor ?? "the beginning"} with {Text(context, "pin")}");
        await SignInAsync(context);
        if (Text(context, "tells") is { } user)
        {
            await context.SetAccountAsync(new HolderAccount(user, $"Till of {user}"));
        }

        if (Text(context, "server") is { } server)
        {
            await FetchAsync(context, server, cancellationToken);
            return;
        }

        var (pages, perPage) = (Number(context, "pages", 2), Number(context, "perPage", 3));
        for (var page = int.Parse(context.Cursor ?? "0", CultureInfo.InvariantCulture); page < pages; page++)
        {
            await PageAsync(context, page, perPage);
            await context.SetCursorAsync((page + 1).ToString(CultureInfo.InvariantCulture));
            await context.ProgressAsync(page + 1, pages);
            await Task.Delay(Number(context, "pause", 0), cancellationToken);
        }

        if (Text(context, "outcome") is { } outcome)
        {
            throw Failure(outcome);
        }
    }

    private static async Task<HolderAccount?> AskAsync(ConnectorContext context)
    {
        await context.AskAsync("code", new Text("Which code did you get?", "Quel code avez-vous reçu ?"));
        return Account(context);
    }

    private static HolderAccount Account(ConnectorContext context) => new(Text(context, "user")!, $"Till of {Text(context, "user")}");

    /// <summary>Asks once and keeps the session, so that the next run is not asked again.</summary>
    private static async Task SignInAsync(ConnectorContext context)
    {
        if (Text(context, "ask") is not { } how || context.Session is not null)
        {
            return;
        }

        var answer = how == "code"
            ? await context.AskAsync("code", new Text("Which code did you get?", "Quel code avez-vous reçu ?"))
            : await context.AskAsync("account", new Text("Which account?", "Quel compte ?"), [new Choice("a", new Text("First", "Premier")), new Choice("b", new Text("Second", "Second"))]);
        if (how == "code" && !answer.StartsWith("4321", StringComparison.Ordinal))
        {
            throw new RunException(Outcome.CredentialsRefused, new Text("The code was wrong.", "Le code était faux."));
        }

        await context.SetSessionAsync("signed in with " + answer);
        await context.LogAsync("signed in with " + answer);
    }

    /// <summary>From a real server: signs in with the placeholder of the password where its cookie is not known any more, and keeps the reply.</summary>
    private static async Task FetchAsync(ConnectorContext context, string server, CancellationToken cancellationToken)
    {
        var reply = await context.Http.GetAsync(server + "/count", cancellationToken);
        if (reply.StatusCode == HttpStatusCode.Unauthorized)
        {
            using var form = new FormUrlEncodedContent([new("user", Text(context, "user")!), new("password", Text(context, "password")!)]);
            using var signedIn = await context.Http.PostAsync(server + "/sign-in", form, cancellationToken);
            reply = signedIn.IsSuccessStatusCode ? await context.Http.GetAsync(server + "/count", cancellationToken) : throw Failure(nameof(Outcome.CredentialsRefused));
        }

        if (reply.StatusCode == HttpStatusCode.TooManyRequests)
        {
            throw Failure(nameof(Outcome.RateLimited));
        }

        var count = int.Parse(await reply.Content.ReadAsStringAsync(cancellationToken), CultureInfo.InvariantCulture);
        await context.KeepAsync(reply, "count.txt");
        await PageAsync(context, 0, count);
        await context.SetCursorAsync(count.ToString(CultureInfo.InvariantCulture));
    }

    private static async Task PageAsync(ConnectorContext context, int page, int perPage)
    {
        for (var item = page * perPage; item < (page + 1) * perPage; item++)
        {
            var start = First.AddMinutes(30 * item);
            await context.SaveAsync(Type, data =>
            {
                data.WriteString("usagePoint", Text(context, "user"));
                data.WriteString("commodity", "electricity");
                data.WriteString("direction", "delivered");
                data.WriteString("series", "load-curve");
                data.WriteString("start", start.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
                data.WriteNumber("duration", 1800);
                data.WriteNumber("energy", Number(context, "energy", 1));
            }, new Origin($"page {page}, item {item}"));
        }
    }

    private static void RequirePlaceholder(ConnectorContext context)
    {
        if (Text(context, "password") is { } password && password != "{{password}}")
        {
            throw new InvalidOperationException("The connector was given a secret that it did not ask for.");
        }
    }

    private static RunException Failure(string outcome) => new(Enum.Parse<Outcome>(outcome), new Text("As its settings say.", "Comme le disent ses réglages."));

    private static string? Text(ConnectorContext context, string name) => context.Settings.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static int Number(ConnectorContext context, string name, int otherwise) => context.Settings.TryGetProperty(name, out JsonElement value) ? value.GetInt32() : otherwise;
}
