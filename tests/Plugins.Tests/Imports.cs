using System.Text;
using System.Text.Json;
using Hub.Sdk;
using Hub.Sdk.Testing;

namespace Hub.Plugins.Tests;

/// <summary>What an import left behind, and how it ended.</summary>
internal sealed record Import(RecordingContext Context, RunException? Ended)
{
    public Outcome Outcome => Ended?.Outcome ?? Outcome.Done;

    public static async Task<Import> Of(IConnector connector, TestFile file, params (string Key, string Answer)[] answers)
    {
        var context = new RecordingContext();
        foreach (var (key, answer) in answers)
        {
            context.Answers.Add(key, answer);
        }

        try
        {
            await connector.ImportAsync(context, file, CancellationToken.None);
            return new Import(context, null);
        }
        catch (RunException ended)
        {
            return new Import(context, ended);
        }
    }

    public static Task<Import> Of(IConnector connector, string text, params (string Key, string Answer)[] answers) =>
        Of(connector, new TestFile("file", Encoding.UTF8.GetBytes(text)), answers);

    public List<JsonElement> All(string type) => [.. Context.Of(type)];

    public decimal Sum(string type, string field) => Context.Of(type).Sum(data => data.GetProperty(field).GetDecimal());
}
