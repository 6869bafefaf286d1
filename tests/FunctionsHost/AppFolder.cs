using System.Text.Json;

namespace FunctionsHost;

/// <summary>A function app as it is deployed: host.json, and a folder with a function.json for each function.</summary>
internal sealed record AppFolder(string Root, string Executable, IReadOnlyList<string> Arguments, string RoutePrefix, QueueSettings Queues, IReadOnlyList<Function> Functions)
{
    public static AppFolder Read(string root)
    {
        root = Path.GetFullPath(root);
        var host = JsonElement.Parse(File.ReadAllBytes(Path.Combine(root, "host.json")));
        var handler = host.GetProperty("customHandler");
        if (!handler.GetProperty("enableProxyingHttpRequest").GetBoolean())
        {
            throw new InvalidDataException("Only the mode that proxies HTTP requests is played here.");
        }

        var description = handler.GetProperty("description");
        var extensions = host.GetProperty("extensions");
        return new AppFolder(
            root,
            Path.Combine(root, description.GetProperty("defaultExecutablePath").GetString()!),
            description.TryGetProperty("arguments", out var arguments) ? [.. arguments.EnumerateArray().Select(argument => argument.GetString()!)] : [],
            extensions.GetProperty("http").TryGetProperty("routePrefix", out var prefix) ? prefix.GetString()! : "api",
            QueueSettings.Read(extensions.GetProperty("queues")),
            [.. Directory.EnumerateFiles(root, "function.json", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 }).Order(StringComparer.Ordinal).Select(Function.Read)]);
    }
}

/// <summary>The section extensions.queues, with the host's own defaults (QueuesOptions of the storage extension).</summary>
internal sealed record QueueSettings(string Encoding, int MostDeliveries, TimeSpan Visibility, TimeSpan LongestWait, int Batch, int NewBatch)
{
    public static QueueSettings Read(JsonElement section)
    {
        var batch = Number("batchSize", 16);
        return new QueueSettings(
            section.TryGetProperty("messageEncoding", out var encoding) ? encoding.GetString()! : "base64",
            Number("maxDequeueCount", 5),
            Time("visibilityTimeout", TimeSpan.Zero),
            Time("maxPollingInterval", TimeSpan.FromMinutes(1)),
            batch,
            Number("newBatchThreshold", batch / 2 * Environment.ProcessorCount));

        int Number(string name, int otherwise) => section.TryGetProperty(name, out var value) ? value.GetInt32() : otherwise;
        TimeSpan Time(string name, TimeSpan otherwise) => section.TryGetProperty(name, out var value) ? TimeSpan.Parse(value.GetString()!, System.Globalization.CultureInfo.InvariantCulture) : otherwise;
    }
}

/// <summary>One function: its folder's name, and its trigger.</summary>
internal sealed record Function(string Name, string Trigger, string TriggerName, JsonElement Binding)
{
    public static Function Read(string file)
    {
        var trigger = JsonElement.Parse(File.ReadAllBytes(file)).GetProperty("bindings").EnumerateArray().Single(binding => binding.GetProperty("type").GetString()!.EndsWith("Trigger", StringComparison.Ordinal));
        return new Function(Path.GetFileName(Path.GetDirectoryName(file))!, trigger.GetProperty("type").GetString()!, trigger.GetProperty("name").GetString()!, trigger);
    }
}
