using System.Text.Json;
using Hub.Wire;

namespace Hub.Runner;

/// <summary>What connectors and applications are both handed.</summary>
internal sealed class PipedRun(StartMessage start, HubLink link)
{
    private const int LogLength = 1000;
    private readonly Lazy<JsonElement> _settings = new(() => JsonElement.Parse(start.Settings.Span));
    private readonly Lazy<TimeZoneInfo> _zone = new(() => TimeZoneInfo.FindSystemTimeZoneById(start.Zone));
    private int _logLines;

    public JsonElement Settings => _settings.Value;

    public TimeZoneInfo Zone => _zone.Value;

    public TimeProvider Clock { get; } = new RunClock(start.Now, start.ClockStands);

    public ValueTask ProgressAsync(long done, long? total)
    {
        link.Progress(done, total);
        return ValueTask.CompletedTask;
    }

    public ValueTask LogAsync(string message)
    {
        if (Interlocked.Increment(ref _logLines) <= Protocol.MaxLogLines)
        {
            link.Send(FrameKind.Log, static (frames, it) => frames.Write(it), message.Length > LogLength ? message[..LogLength] : message);
        }

        return ValueTask.CompletedTask;
    }
}
