using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Storage.Queues.Models;

namespace FunctionsHost;

/// <summary>
/// What the host posts: every value that is no object and no time is written as JSON and stands there as text, a text therefore in quotes within quotes
/// (ScriptInvocationContextExtensions.GetHttpScriptInvocationContextValue in Azure/azure-functions-host).
/// </summary>
internal static class Envelopes
{
    public static byte[] Queue(string name, QueueMessage message) => Write(
        new JsonObject { [name] = Quoted(message.Body.ToString()) },
        new JsonObject
        {
            ["DequeueCount"] = Quoted(message.DequeueCount),
            ["ExpirationTime"] = message.ExpiresOn,
            ["Id"] = Quoted(message.MessageId),
            ["InsertionTime"] = message.InsertedOn,
            ["NextVisibleTime"] = message.NextVisibleOn,
            ["PopReceipt"] = Quoted(message.PopReceipt),
            ["sys"] = Sys("run"),
        });

    public static byte[] Timer(string name) => Write(
        new JsonObject { [name] = new JsonObject { ["Schedule"] = new JsonObject { ["AdjustForDST"] = true }, ["ScheduleStatus"] = null, ["IsPastDue"] = false } },
        new JsonObject { ["sys"] = Sys("tick") });

    private static JsonObject Sys(string method) => new() { ["MethodName"] = method, ["UtcNow"] = DateTime.UtcNow, ["RandGuid"] = Guid.NewGuid().ToString() };

    private static string Quoted<T>(T value) => JsonSerializer.Serialize(value);

    private static byte[] Write(JsonObject data, JsonObject metadata) => JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["Data"] = data, ["Metadata"] = metadata });
}
