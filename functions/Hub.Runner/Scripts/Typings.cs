using System.Text;

namespace Hub.Runner.Scripts;

/// <summary>
/// Writes <c>sdk/js/hub.d.ts</c> from the lists that bind what scripts see, so that neither can have what the other lacks. A test compares the file.
/// </summary>
internal static class Typings
{
    private static readonly HostType[] Types =
        [RunHub.Type, ConnectorHub.Type, ConnectorHub.Files, ScriptHttp.Type, ScriptReply.Type, ScriptHtml.Type, ScriptFile.Type, ApplicationHub.Type];

    public static string Write()
    {
        var text = new StringBuilder();
        text.Append("// What a plug-in in JavaScript is handed. Written from the hub's own lists by tests/Runner.Tests (HUB_APPROVE=1): do not edit.\n\n");
        using (var plain = new StreamReader(typeof(Typings).Assembly.GetManifestResourceStream("Hub.Runner.plain-types.d.ts")!))
        {
            text.Append(plain.ReadToEnd());
        }

        foreach (var type in Types)
        {
            text.Append($"\n/** {type.Doc} */\ninterface {type.Name} {{\n");
            foreach (var member in type.Members)
            {
                text.Append($"  /** {member.Doc} */\n");
                var readOnly = member.Signature.StartsWith(':') ? "readonly " : "";
                Append(text, readOnly + member.Name, member.Signature);
            }

            text.Append("}\n");
        }

        AppendPrelude(text);
        return text.ToString();
    }

    private static void AppendPrelude(StringBuilder text)
    {
        text.Append("\n// Newer JavaScript that the hub adds to ES5.\n");
        foreach (var group in Prelude.Groups)
        {
            text.Append($"interface {group.Interface} {{\n");
            foreach (var builtin in group.Builtins)
            {
                Append(text, builtin.Name, builtin.Signature);
            }

            if (group.Interface == "NumberConstructor")
            {
                text.Append("  readonly MAX_SAFE_INTEGER: number;\n  readonly MIN_SAFE_INTEGER: number;\n  readonly EPSILON: number;\n");
            }

            text.Append("}\n");
        }

        AppendMap(text, "Map<K, V>", "new <K, V>(entries?: ArrayLike<[K, V]> | Map<K, V> | null): Map<K, V>", member => member.OfMap);
        AppendMap(text, "Set<T>", "new <T>(items?: ArrayLike<T> | Set<T> | null): Set<T>", member => member.OfSet);
    }

    private static void AppendMap(StringBuilder text, string name, string constructor, Func<MapMember, string?> signature)
    {
        text.Append($"\ninterface {name} {{\n  readonly size: number;\n");
        foreach (var member in MapPrelude.Members)
        {
            if (signature(member) is { } written)
            {
                Append(text, member.Name, written);
            }
        }

        text.Append($"}}\ndeclare var {name.Split('<')[0]}: {{ {constructor} }};\n");
    }

    private static void Append(StringBuilder text, string name, string signatures)
    {
        foreach (var signature in signatures.Split('\n'))
        {
            text.Append($"  {name}{signature};\n");
        }
    }
}
