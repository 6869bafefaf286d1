using System.Globalization;
using Hub.Accounts;
using Hub.Core.Notices;
using Hub.Front;
using Hub.Sdk;
using Hub.Vaults;

namespace Hub.Notices;

/// <summary>How the person is told of what needs them. Addresses go in and come out masked.</summary>
internal sealed class NoticesApi(NoticeBook book, ChannelBook channels, NoticeTeller teller, HubOptions options)
{
    public const string TimeFormat = "HH:mm";

    public async Task ShowAsync(HttpContext context)
    {
        var account = context.GetVisit().Account.Id;
        await context.WriteJsonAsync(AnswerOf(await book.FindSettingsAsync(account) ?? new NoticeSettings(), await book.StateAsync(account), Languages.Of(context)), HubJson.Default.NoticesAnswer);
    }

    public async Task SaveAsync(HttpContext context)
    {
        var asked = await context.ReadJsonAsync(HubJson.Default.NoticesRequest);
        if (!Enum.TryParse<ChannelKind>(asked.Channel, ignoreCase: true, out var channel) || !Enum.IsDefined(channel) || char.IsDigit(asked.Channel![0]))
        {
            throw QueryReading.Wrong("channel", "Give none, email, ntfy or webhook.", "Donnez none, email, ntfy ou webhook.");
        }

        var fault = await channels.SaveAsync(context.GetVisit().Account, new NoticeWish
        {
            Channel = channel,
            Address = asked.Address,
            Hour = asked.Hour ?? NoticeSettings.UsualHour,
            QuietFrom = TimeOf("quietFrom", asked.QuietFrom),
            QuietTo = TimeOf("quietTo", asked.QuietTo),
            QuestionsAnyTime = asked.QuestionsAnyTime ?? false,
            NameSource = asked.NameSource ?? false,
            Language = Languages.Of(context),
        });
        if (fault is not null)
        {
            throw new ProblemException(Problems.BadValue(fault.Field, fault.Message));
        }

        await ShowAsync(context);
    }

    public async Task TestAsync(HttpContext context)
    {
        var account = context.GetVisit().Account;
        if (await book.FindSettingsAsync(account.Id) is not { Channel: not ChannelKind.None } settings)
        {
            throw QueryReading.Wrong("channel", "Choose a channel first: PUT /api/notices.", "Choisissez d'abord un moyen : PUT /api/notices.");
        }

        var outcome = await teller.TestAsync(account, settings, context.RequestAborted) ?? throw new ProblemException(Problems.SlowDown);
        if (outcome != DeliveryOutcome.Sent)
        {
            throw new ProblemException(NotSent(outcome));
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>Null where nothing was written.</summary>
    public static TimeOnly? TimeOf(string field, string? text) => string.IsNullOrEmpty(text) ? null
        : TimeOnly.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time
        : throw QueryReading.Wrong(field, "Give a time of day as 22:30.", "Donnez une heure, par exemple 22:30.");

    private static Problem NotSent(DeliveryOutcome outcome) => new(422, "notice-not-sent", new Text("The test could not be sent", "L'essai n'a pas pu être envoyé"), Deliveries.SentenceOf(outcome));

    private NoticesAnswer AnswerOf(NoticeSettings settings, ChannelState state, string language) => new()
    {
        Channel = settings.Channel.ToString().ToLowerInvariant(),
        Address = settings.Shown,
        Hour = settings.Hour,
        QuietFrom = settings.QuietFrom?.ToString(TimeFormat, CultureInfo.InvariantCulture),
        QuietTo = settings.QuietTo?.ToString(TimeFormat, CultureInfo.InvariantCulture),
        QuestionsAnyTime = settings.QuestionsAnyTime,
        NameSource = settings.NameSource,
        HasMailServer = options.Mail is not null,
        LastTold = state.LastTold,
        FailedSince = state.FailedSince,
        Failure = state.Failure is { } failure ? Deliveries.SentenceOf(failure) is var text && language == "fr" ? text.Fr : Deliveries.SentenceOf(failure).En : null,
    };
}

internal sealed record NoticesRequest(string? Channel, string? Address, int? Hour, string? QuietFrom, string? QuietTo, bool? QuestionsAnyTime, bool? NameSource);

internal sealed record NoticesAnswer
{
    public required string Channel { get; init; }

    /// <summary>What may be shown of it.</summary>
    public string? Address { get; init; }

    public required int Hour { get; init; }

    public string? QuietFrom { get; init; }

    public string? QuietTo { get; init; }

    public required bool QuestionsAnyTime { get; init; }

    public required bool NameSource { get; init; }

    /// <summary>Whether the admin set a mail server, without which nothing is told by mail.</summary>
    public required bool HasMailServer { get; init; }

    public DateTimeOffset? LastTold { get; init; }

    public DateTimeOffset? FailedSince { get; init; }

    /// <summary>Why, as the person reads it.</summary>
    public string? Failure { get; init; }
}

internal static class NoticesRoutes
{
    public static void MapNotices(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/notices", app.With<NoticesApi>((api, context) => api.ShowAsync(context))).Needs(Access.Session).In(VaultUse.Account);
        app.MapPut("/api/notices", app.With<NoticesApi>((api, context) => api.SaveAsync(context))).Needs(Access.Session).In(VaultUse.Account);
        app.MapPost("/api/notices/test", app.With<NoticesApi>((api, context) => api.TestAsync(context))).Needs(Access.Session).In(VaultUse.Account);
    }
}
