using System.Text.RegularExpressions;
using Hub.Core.Plugins.Installing;

namespace Hub.Core.Plugins.Conformance;

/// <summary>How far a plug-in's quality is shown by facts.</summary>
public enum QualityLevel
{
    None,
    Bronze,
    Silver,
    Gold,
}

/// <param name="Holds">Computed, never declared.</param>
/// <param name="Says">What is looked at, as an author reads it.</param>
public sealed record QualityFact(QualityLevel Level, string Says, bool Holds);

/// <summary>The level of a plug-in: the highest whose facts, and those of the levels below, all hold.</summary>
public sealed partial record Quality(QualityLevel Level, IReadOnlyList<QualityFact> Facts)
{
    private const long SmallMemory = 128L * 1024 * 1024;
    private const int ShortestReason = 15;
    private static readonly string[] OpenLicences = ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MPL-2.0", "EUPL-1.2", "GPL-2.0-only", "GPL-2.0-or-later", "GPL-3.0-only", "GPL-3.0-or-later", "AGPL-3.0-only", "AGPL-3.0-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later", "CECILL-2.1", "0BSD", "Unlicense"];

    /// <summary>What is missing for the next level; empty at the top.</summary>
    public IEnumerable<QualityFact> Missing => Facts.Where(fact => fact.Level == Level + 1 && !fact.Holds);

    public static Quality Of(Plugin plugin, ConformanceReport report)
    {
        var facts = FactsOf(plugin, report).ToList();
        var level = new[] { QualityLevel.Bronze, QualityLevel.Silver, QualityLevel.Gold }.TakeWhile(level => facts.Where(fact => fact.Level == level).All(fact => fact.Holds)).LastOrDefault();
        return new Quality(level, facts);
    }

    private static IEnumerable<QualityFact> FactsOf(Plugin plugin, ConformanceReport report)
    {
        var (manifest, facts) = (plugin.Manifest, report.Facts);
        var readme = Read(plugin, "README.md");
        var checklist = Checklist().Match(readme);
        var isConnector = manifest.Kind == PluginKind.Connector;
        var speaks = manifest.Permissions.Any(permission => permission.Host is not null);
        var secrets = plugin.Settings.Secrets.Any();

        yield return new(QualityLevel.Bronze, "the conformance suite passes (hub plugin test)", report.Passed);
        yield return new(QualityLevel.Bronze, "an icon.svg that draws in the text's colour (currentColor)", Read(plugin, "icon.svg").Contains("currentColor", StringComparison.Ordinal));
        yield return new(QualityLevel.Bronze, "a README.md that ends in a checklist of \"done:\", \"to do:\" and \"exempt:\"", checklist.Success && Item().IsMatch(checklist.Value));
        yield return new(QualityLevel.Bronze, "a licence and a publisher of its own, not the template's", manifest.Publisher != "Your name" && manifest.Licence.Length > 0);
        yield return new(QualityLevel.Bronze, "no data of a hub in its folder (hub serve --data ../data)", PluginFiles.DataOf(plugin.Folder).Count == 0);

        yield return new(QualityLevel.Silver, "every sentence in English and in French", manifest.Languages.Contains("en") && manifest.Languages.Contains("fr"));
        yield return new(QualityLevel.Silver, "no \"to do:\" left in the checklist", checklist.Success && !checklist.Value.Contains("to do:", StringComparison.OrdinalIgnoreCase));
        yield return new(QualityLevel.Silver, "two recordings or samples, or more", facts.Inputs >= 2);
        yield return new(QualityLevel.Silver, $"every reason says something (at least {ShortestReason} letters)", manifest.Permissions.All(permission => permission.Reason.Values.All(reason => reason.Length >= ShortestReason)));
        if (isConnector)
        {
            yield return new(QualityLevel.Silver, "a recording or sample with an item that is set aside, its neighbours kept", facts.Rejects);
        }

        if (secrets)
        {
            yield return new(QualityLevel.Silver, "a recording of refused credentials", facts.Refusals);
            yield return new(QualityLevel.Silver, "the settings are tried before they are saved (a recording of mode \"probe\")", facts.Probes);
        }

        yield return new(QualityLevel.Gold, "it runs in the sandbox (JavaScript), or has no code (table)", manifest.IsFenced);
        yield return new(QualityLevel.Gold, "an open licence, by its SPDX name", OpenLicences.Contains(manifest.Licence, StringComparer.Ordinal));
        yield return new(QualityLevel.Gold, "version 1.0.0 or later", System.Version.Parse(manifest.Version).Major >= 1);
        yield return new(QualityLevel.Gold, $"no run of the suite takes more than {SmallMemory / 1024 / 1024} MB", facts.PeakMemory is > 0 and <= SmallMemory);
        yield return new(QualityLevel.Gold, "no secret is handed over in clear (\"exposed\")", !plugin.Settings.Fields.Any(setting => setting.Exposed));
        if (!isConnector)
        {
            yield return new(QualityLevel.Gold, "it names the fields that it reads", manifest.Permissions.Where(permission => permission.Read is not null).All(permission => permission.Fields is { Count: > 0 }));
        }

        if (speaks)
        {
            yield return new(QualityLevel.Gold, "it goes on from a cursor in the middle of a recording", facts.Resumes > 0);
        }
    }

    private static string Read(Plugin plugin, string name) => Path.Combine(plugin.Folder, name) is var path && File.Exists(path) ? File.ReadAllText(path) : "";

    [GeneratedRegex(@"^#+ Checklist\s*$(?:\r?\n(?!#).*)*\z", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Checklist();

    [GeneratedRegex("^(?:- )?(?:done|to do|exempt): ", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Item();
}
