using System.Text;

namespace Hub.Testing;

/// <summary>Attacks of the published corpus as one connector: a file that it imports says which of them it does.</summary>
public static class Corpus
{
    public const string Id = "corpus";

    /// <summary>Those that take all the processor, memory or pipe they can get. The last two never end by themselves.</summary>
    public static IReadOnlyList<string> Worst { get; } =
        ["string-doubling", "regex-that-backtracks", "recursion-in-a-built-in", "recursion-in-json", "replace-into-terabytes", "join-a-sparse-array", "log-flood", "regex-too-large-to-build", "apply-a-list-of-four-billion", "sort-that-never-ends", "a-loop-without-end"];

    /// <summary>One that does nothing: what any run costs.</summary>
    public const string Harmless = "nothing";

    public static bool IsEndless(string attack) => attack is "sort-that-never-ends" or "a-loop-without-end";

    /// <summary>The script of the connector.</summary>
    public static string Script
    {
        get
        {
            var script = new StringBuilder($"var attacks = {{ {Harmless}: {{ sync: function () {{}} }} }};\n");
            foreach (var attack in Worst)
            {
                var text = File.ReadAllText(Path.Combine(Samples.Repository, "tests", "Runner.Tests", "Attacks", attack + ".js"));
                script.Append("(function (exports) {\n").Append(text).Append($"\nattacks[\"{attack}\"] = exports;\n}})({{}});\n");
            }

            return script.Append("exports.importFile = function (hub, file) { attacks[file.text().split(\"\\n\")[1]].sync(hub); };\n").ToString();
        }
    }

    /// <summary>The file that makes the connector do an attack.</summary>
    public static byte[] Order(string attack) => Encoding.UTF8.GetBytes($"Notes of {Id}\n{attack}\n");
}
