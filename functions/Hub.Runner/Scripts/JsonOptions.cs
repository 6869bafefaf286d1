using System.Text.Json;
using Jint;
using Jint.Native;

namespace Hub.Runner.Scripts;

/// <summary>What a script may say about how JSON is read.</summary>
internal static class JsonOptions
{
    public static JsValue Read(Engine engine, string function, ReadOnlySpan<byte> utf8, JsValue[] values)
    {
        var arguments = new CallArguments(engine, function, values);
        var numbers = arguments.Member(arguments.OptionalObject(0, "the first argument"), "numbers");
        try
        {
            return ScriptJson.Read(engine, utf8, numbersAsText: numbers switch
            {
                null => false,
                "text" => true,
                _ => throw arguments.Wrong("numbers is \"text\" or absent"),
            });
        }
        catch (JsonException)
        {
            throw HostError.Syntax(engine, $"{function}: this is no JSON.");
        }
    }
}
