namespace Hub.Front;

/// <summary>Answers that go on: server-sent events.</summary>
internal static class EventStreams
{
    /// <summary>nginx, and others that do as it does, would keep what was said until there is more of it.</summary>
    public static void BeginEvents(this HttpResponse response)
    {
        response.ContentType = "text/event-stream";
        response.Headers["X-Accel-Buffering"] = "no";
    }
}
