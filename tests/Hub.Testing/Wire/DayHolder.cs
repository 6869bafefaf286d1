using System.Collections.Concurrent;
using System.Globalization;

namespace Hub.Testing.Wire;

/// <summary>A grid operator and a bank where each day brings something new: the next 48 half-hours of a meter, the next five operations of an account, each time that they are asked for.</summary>
public sealed class DayHolder : IAsyncDisposable
{
    private const int HalfHours = 48;
    private const int Operations = 5;
    private static readonly DateTime First = new(2026, 1, 1);

    private readonly ConcurrentDictionary<string, int> _days = new(StringComparer.Ordinal);
    private readonly WireServer _server;

    public DayHolder() => _server = new WireServer(request => WireServer.Ok(Answer(request.Path)));

    public string Authority => $"127.0.0.1:{_server.Port}";

    /// <summary>Calls that reached it.</summary>
    public int Calls => _server.Requests.Count;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private string Answer(string path)
    {
        if (path.EndsWith("/accounts", StringComparison.Ordinal))
        {
            return "current";
        }

        var day = First.AddDays(_days.AddOrUpdate(path, 0, (_, days) => days + 1));
        return path.Contains("/operations/", StringComparison.Ordinal)
            ? string.Join('\n', Enumerable.Range(0, Operations).Select(n => string.Create(CultureInfo.InvariantCulture, $"{day:yyyyMMdd}-{n};{day:yyyy-MM-dd};-{n + 1}.50;Card {n}")))
            : string.Join('\n', Enumerable.Range(0, HalfHours).Select(n => string.Create(CultureInfo.InvariantCulture, $"{day.AddMinutes(30 * n):yyyy-MM-ddTHH:mm:ss}+01:00;0.{n:000}")));
    }
}
