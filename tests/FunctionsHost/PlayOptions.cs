using System.Globalization;

namespace FunctionsHost;

/// <summary>How the host is to be played.</summary>
/// <param name="Listens">Whether queues are listened to; a test may want to deliver by itself.</param>
internal sealed record PlayOptions(string App, string Url, string? Storage, bool Listens, int Instances, TimeSpan LongestReply)
{
    /// <summary>What stands before the host gives up on a request that says nothing: "230 seconds is the maximum amount of time that an HTTP triggered function can take to respond"
    /// (learn.microsoft.com/azure/azure-functions/functions-scale, note on timeouts).</summary>
    private static readonly TimeSpan FrontDoor = TimeSpan.FromSeconds(230);

    public static PlayOptions Read(IReadOnlyList<string> args)
    {
        var named = args.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        return new(
            named["--app"],
            named["--url"],
            named.GetValueOrDefault("--storage"),
            named.GetValueOrDefault("--queues") != "off",
            int.Parse(named.GetValueOrDefault("--instances", "1"), CultureInfo.InvariantCulture),
            named.TryGetValue("--longest-reply", out var seconds) ? TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)) : FrontDoor);
    }
}
