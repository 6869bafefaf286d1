using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Holders.Grid;

/// <summary>
/// The grid operator's customer API: a token for a client's credentials, daily consumption, load curve by at most seven days, a daily quota.
/// Readings are made up from their date, so that any answer can be checked.
/// </summary>
public sealed class GridOperator : Holder
{
    private const int MostDays = 365, MostCurveDays = 7;
    private readonly ConcurrentDictionary<string, byte> _tokens = new(StringComparer.Ordinal);

    public GridOperator() => ActivatedOn = Today.AddDays(-20);

    public string UsagePoint { get; set; } = "01234567890123";

    public string ClientId { get; set; } = "demo-client";

    public string ClientSecret { get; set; } = "grille-Ouverte-7!";

    /// <summary>No reading stands before this day.</summary>
    public DateOnly ActivatedOn { get; set; }

    /// <summary>The length of a step from a day on; the operator changes it now and then.</summary>
    public Func<DateOnly, int> StepMinutes { get; set; } = _ => 30;

    /// <summary>Days on which the meter could not be read.</summary>
    public HashSet<DateOnly> Unread { get; } = [];

    public int Tokens => _tokens.Count;

    private DateOnly Today => DateOnly.FromDateTime(FrenchTime.Show(Now).DateTime);

    public void ForgetTokens() => _tokens.Clear();

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/oauth2/v3/token", GiveTokenAsync);
        routes.MapGet("/metering_data_dc/v5/daily_consumption", context => AnswerAsync(context, MostDays, isDaily: true));
        routes.MapGet("/metering_data_clc/v5/consumption_load_curve", context => AnswerAsync(context, MostCurveDays, isDaily: false));
    }

    protected override string Refusal(int status) => status == StatusCodes.Status429TooManyRequests
        ? """{"fault":{"code":900804,"message":"Message throttled out","description":"You have exceeded your quota"}}"""
        : GridAnswers.Error("temporarily_unavailable", "The service is temporarily unavailable");

    private async Task GiveTokenAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        if (Faults.Strike(FaultKind.LoginRefused, "/oauth2/v3/token") is not null || form["grant_type"] != "client_credentials" || form["client_id"] != ClientId || form["client_secret"] != ClientSecret)
        {
            await WriteAsync(context, StatusCodes.Status401Unauthorized, GridAnswers.Error("invalid_client", "A valid OAuth client could not be found for client_id"));
            return;
        }

        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        _tokens[token] = 0;
        await WriteAsync(context, StatusCodes.Status200OK, $$"""{"access_token":"{{token}}","token_type":"Bearer","expires_in":12600,"scope":"/metering_data_clc/v5/consumption_load_curve.GET /metering_data_dc/v5/daily_consumption.GET"}""");
    }

    private Task AnswerAsync(HttpContext context, int mostDays, bool isDaily)
    {
        var path = context.Request.Path.Value!;
        var query = context.Request.Query;
        var token = context.Request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal);
        if (Faults.Strike(FaultKind.TokenDies, path) is not null)
        {
            _tokens.TryRemove(token, out _);
        }

        if (!_tokens.ContainsKey(token))
        {
            return WriteAsync(context, StatusCodes.Status401Unauthorized, """{"fault":{"code":900901,"message":"Invalid Credentials","description":"Access failure for API"}}""");
        }

        if (query["usage_point_id"] != UsagePoint || Faults.Strike(FaultKind.ConsentExpired, path) is not null)
        {
            return WriteAsync(context, StatusCodes.Status403Forbidden, GridAnswers.Error("ADAM-ERR0075", "The consent for this usage point is missing or has expired"));
        }

        if (!Day(query["start"], out var start) || !Day(query["end"], out var end) || end <= start || end.DayNumber - start.DayNumber > mostDays)
        {
            return WriteAsync(context, StatusCodes.Status400BadRequest, GridAnswers.Error("ADAM-ERR0069", "The start date must be before the end date, and the requested period within the limit"));
        }

        if (start < ActivatedOn)
        {
            return WriteAsync(context, StatusCodes.Status400BadRequest, GridAnswers.Error("ADAM-ERR0123", "The requested period cannot be anterior to the meter's last activation date"));
        }

        var last = end < Today ? end : Today;
        var days = Enumerable.Range(0, Math.Max(0, last.DayNumber - start.DayNumber)).Select(start.AddDays).Where(day => !Unread.Contains(day)).ToList();
        if (days.Count == 0)
        {
            return WriteAsync(context, StatusCodes.Status404NotFound, GridAnswers.Error("no_data_found", "no measure found for this usage point"));
        }

        var readings = isDaily ? days.Select(GridReadings.OfDay) : days.SelectMany(day => GridReadings.Curve(day, StepMinutes(day)));
        if (Faults.Strike(FaultKind.PagesReordered, path) is not null)
        {
            readings = readings.Reverse();
        }

        if (Faults.Strike(FaultKind.PagesDuplicated, path) is not null)
        {
            readings = [.. readings, .. readings.TakeLast(3)];
        }

        return WriteAsync(context, StatusCodes.Status200OK, GridAnswers.Readings(UsagePoint, start, end, isDaily, [.. readings], Faults.Strike(FaultKind.LayoutChanged, path) is not null));
    }

    private static bool Day(string? text, out DateOnly day) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    private static Task WriteAsync(HttpContext context, int status, string json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json);
    }
}
