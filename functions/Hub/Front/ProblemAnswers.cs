using System.Buffers;
using System.Text.Json;
using Hub.Core.Vaults;
using Hub.Sdk;

namespace Hub.Front;

/// <summary>A page that tells a problem to a person; the API tells it as JSON.</summary>
public delegate Task ProblemPage(HttpContext context, Problem problem);

/// <summary>Turns everything that goes wrong, in one place, into problem details: refusals, what the framework answers without words, and our own mistakes.</summary>
public sealed class ProblemAnswers(RequestDelegate next, ILogger<ProblemAnswers> log, ProblemPage? page = null)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (context.Response is { StatusCode: >= 400, HasStarted: false, ContentType: null, ContentLength: null })
            {
                await AnswerAsync(context, Problems.Of(context.Response.StatusCode));
            }
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller is gone: there is nobody to answer.
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, Translate(context, failure));
        }
        catch (ProblemException)
        {
            // What was told so far cannot be taken back: a stream whose access ended is cut, which is no mistake of the hub.
            context.Abort();
        }
        catch (Exception failure)
        {
            Log(context, failure);
            context.Abort();
        }
    }

    private Problem Translate(HttpContext context, Exception failure) => failure switch
    {
        ProblemException known => known.Problem,
        BadHttpRequestException bad => Problems.Of(bad.StatusCode),
        JsonException => Problems.BadRequest,
        VaultGoneException => Problems.NoSuchVault,
        NewerVaultException newer => Problems.NewerVault(newer.Detail),
        StorageAwayException away => Problems.StorageAway(away.Detail),
        StorageFullException => Problems.StorageFull,
        InvalidDataException => Problems.BadRequest,
        _ => Log(context, failure),
    };

    private Problem Log(HttpContext context, Exception failure)
    {
        // Neither the path's values nor the exception's message: both may hold contents.
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(no route)";
        log.LogError(failure, "A request failed: {Method} {Route}, instance {Instance}", context.Request.Method, route, context.TraceIdentifier);
        return Problems.Failed;
    }

    private async Task AnswerAsync(HttpContext context, Problem problem)
    {
        var allow = context.Response.Headers.Allow;
        context.Response.StatusCode = problem.Status;
        context.Response.ContentLength = null;
        if (problem.RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString();
        }

        if (problem.Status == 401)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }

        context.Response.Headers.Allow = allow;
        if (page is not null && !context.Request.IsApi() && Accepts(context, "text/html"))
        {
            await page(context, problem == Problems.TooLarge ? Problems.FormTooLarge : problem);
            return;
        }

        await WriteAsync(context, problem);
    }

    /// <summary>Writes the problem as JSON, in the caller's language.</summary>
    public static Task WriteAsync(HttpContext context, Problem problem)
    {
        var language = Languages.Of(context);
        var body = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(body, HttpJson.Writing))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, problem.Type);
            json.WriteString("title"u8, problem.Title.In(language));
            json.WriteNumber("status"u8, problem.Status);
            json.WriteString("detail"u8, problem.Detail.In(language));
            if (problem.Field is not null)
            {
                json.WriteString("field"u8, problem.Field);
            }

            if (problem.Outcome is not null)
            {
                json.WriteString("outcome"u8, problem.Outcome);
            }

            if (problem.Errors.Count > 0)
            {
                WriteErrors(json, problem.Errors, language);
            }

            if (problem.Status >= 500)
            {
                json.WriteString("instance"u8, "urn:hub:request:" + context.TraceIdentifier);
            }

            json.WriteEndObject();
        }

        context.Response.StatusCode = problem.Status;
        context.Response.ContentType = "application/problem+json";
        context.Response.Headers.ContentLanguage = language;
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return Task.CompletedTask;
        }

        context.Response.ContentLength = body.WrittenCount;
        return context.Response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted).AsTask();
    }

    private static void WriteErrors(Utf8JsonWriter json, IReadOnlyList<(string Path, Text Message)> errors, string language)
    {
        json.WriteStartArray("errors"u8);
        foreach (var (path, message) in errors)
        {
            json.WriteStartObject();
            json.WriteString("path"u8, path);
            json.WriteString("message"u8, message.In(language));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static bool Accepts(HttpContext context, string type) => context.Request.Headers.Accept.ToString().Contains(type, StringComparison.OrdinalIgnoreCase);
}
