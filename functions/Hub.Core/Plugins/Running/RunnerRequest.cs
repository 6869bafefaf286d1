using Hub.Wire;

namespace Hub.Core.Plugins.Running;

/// <summary>One run of one plug-in.</summary>
/// <param name="PluginFolder">The plug-in's folder.</param>
/// <param name="Entry">The assembly or script, inside the folder.</param>
/// <param name="Sdk">The SDK major that the manifest states.</param>
/// <param name="Mode">What it is asked to do.</param>
/// <param name="Settings">A JSON object; empty for none.</param>
/// <param name="Cursor">The last committed cursor of the source.</param>
/// <param name="Zone">The person's time zone, IANA.</param>
/// <param name="Now">The run's clock starts here.</param>
/// <param name="Answers">What the person answered, by the question's key.</param>
/// <param name="FileName">The import's file, as the person's device named it.</param>
/// <param name="FileLength">Its size.</param>
public sealed record RunnerRequest(
    string PluginFolder,
    string Entry,
    int Sdk,
    RunMode Mode,
    ReadOnlyMemory<byte> Settings,
    string? Cursor,
    string Zone,
    DateTimeOffset Now,
    IReadOnlyDictionary<string, string> Answers,
    string? FileName,
    long? FileLength)
{
    /// <summary><c>dotnet</c>, <c>js</c> or <c>table</c>, as in the manifest.</summary>
    public string Runtime { get; init; } = "dotnet";

    /// <summary>What the connector kept of its session at the holder.</summary>
    public string? Session { get; init; }

    /// <summary>The run's clock shows <see cref="Now"/> to the end, so that the run can be told again word for word.</summary>
    public bool ClockStands { get; init; }

    /// <summary>By record type, the JSON pointers of its decimal fields; see <see cref="StartMessage.Decimals"/>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Decimals { get; init; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
}
