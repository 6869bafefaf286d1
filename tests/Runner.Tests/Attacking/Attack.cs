using System.Globalization;
using System.Text.Json;
using Hub.Core.Plugins.Running;
using Hub.Sdk;
using Hub.Wire;

namespace Runner.Tests.Attacking;

/// <summary>One file of the corpus: comment lines that say what it tries and how that ends, then the attack itself.</summary>
internal sealed class Attack
{
    private readonly List<KeyValuePair<string, string>> _says = [];

    private Attack(string file)
    {
        File = Path.GetFileName(file);
        Text = System.IO.File.ReadAllText(file);
        foreach (var line in Text.Split('\n').TakeWhile(line => line.StartsWith("//", StringComparison.Ordinal)).Select(line => line[2..].Trim()))
        {
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            if (colon > 0 && line.AsSpan(0, colon).IndexOf(' ') < 0)
            {
                _says.Add(new(line[..colon], line[(colon + 2)..]));
            }
            else
            {
                _says[^1] = new(_says[^1].Key, $"{_says[^1].Value} {line}");
            }
        }
    }

    public static string Folder { get; } = Path.Join(Place.Root, "tests", "Runner.Tests", "Attacks");

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<Attack> All { get; } =
        [.. Directory.EnumerateFiles(Folder).Where(file => Path.GetExtension(file) is ".js" or ".cs" or ".json").Order(StringComparer.Ordinal).Select(file => new Attack(file))];

    public string File { get; }

    public string Name => Path.GetFileNameWithoutExtension(File);

    public string Kind => Path.GetExtension(File)[1..];

    /// <summary>The whole file; its comments are those of its language.</summary>
    public string Text { get; }

    /// <summary>With what would be too long to print: <c>Grow: 50000 ( 1 )</c> puts as many brackets around a 1 in place of <c>{GROWN}</c>.</summary>
    public string Grown => One("Grow")?.Split(' ') is [var times, var open, var core, var close]
        ? Text.Replace("{GROWN}", Repeat(open, times) + core + Repeat(close, times), StringComparison.Ordinal)
        : Text;

    /// <summary>What it tries.</summary>
    public string Tries => One("Tries") ?? throw new InvalidDataException($"{File} does not say what it tries.");

    /// <summary>What must not have come through.</summary>
    public string Keeps => One("Keeps") ?? throw new InvalidDataException($"{File} does not say what must not have crossed.");

    /// <summary>The outcomes that it may end with: where machine and moment decide which limit is met first, there are two.</summary>
    public IReadOnlyList<string> Outcomes => (One("Outcome") ?? "").Split(" or ");

    public RunMode Mode => Enum.Parse<RunMode>(One("Mode") ?? "Sync");

    /// <summary>Each of them in a run of its own, as the setting <c>variant</c>.</summary>
    public IReadOnlyList<string> Variants => [.. _says.Where(say => say.Key == "Variant").Select(say => say.Value).DefaultIfEmpty("")];

    public string? One(string key) => _says.Where(say => say.Key == key).Select(say => say.Value).FirstOrDefault();

    public IReadOnlyList<string> Many(string key) => [.. _says.Where(say => say.Key == key).Select(say => say.Value)];

    public int? Number(string key) => One(key) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    /// <summary>An attack that never ends waits for the clock, not for us: the time is up as soon as it says that it has begun.</summary>
    public bool IsEndless => Outcomes.Contains(nameof(Outcome.LimitExceeded) + " " + nameof(RunFault.TooLong));

    public RunnerLimits Limits => new()
    {
        Memory = (Number("Memory") ?? 512) * 1024L * 1024,
        Time = TimeSpan.FromMinutes(2),
        MaxRecords = Number("MostRecords") ?? 10_000,
        MaxOutputBytes = (Number("MostOutput") ?? 64) * 1024L * 1024,
    };

    /// <summary>It tries the way out.</summary>
    public bool IsAbroad => One("Ledger") is not null || One("Requests") is not null;

    public override string ToString() => Name;

    private static string Repeat(string text, string times) => string.Concat(Enumerable.Repeat(text, int.Parse(times, CultureInfo.InvariantCulture)));

    /// <summary>What a person typed into its form.</summary>
    public JsonElement Settings(string variant, Func<string, string> fill)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in Many("Setting").Select(pair => pair.Split('=', 2)))
        {
            settings[pair[0]] = fill(pair[1]);
        }

        if (variant.Length > 0)
        {
            settings["variant"] = fill(variant);
        }

        if (Kind == "cs")
        {
            settings["attack"] = string.Concat(Name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        }

        return JsonSerializer.SerializeToElement(settings);
    }
}
