using System.Text.Json;

namespace Hub.Sdk;

/// <summary>What every run is handed. Time and settings come from here and nowhere else, so that a test can replay a run.</summary>
public abstract class RunContext
{
    /// <summary>The settings that the person filled in, as the manifest's <c>settings</c> schema describes them; an empty object when there are none.</summary>
    public abstract JsonElement Settings { get; }

    /// <summary>The clock. Do not read the machine's.</summary>
    public abstract TimeProvider Clock { get; }

    /// <summary>The person's time zone, for local times that a file states without an offset.</summary>
    public abstract TimeZoneInfo Zone { get; }

    /// <summary>Says how far the run is, for the page that shows it.</summary>
    /// <param name="done">Units done, in any unit.</param>
    /// <param name="total">Units in all, or null when unknown.</param>
    public abstract ValueTask ProgressAsync(long done, long? total);

    /// <summary>Writes a line into the run's technical log. Never put contents of records, tokens or headers there.</summary>
    /// <param name="message">Ids, counts and times.</param>
    public abstract ValueTask LogAsync(string message);
}
