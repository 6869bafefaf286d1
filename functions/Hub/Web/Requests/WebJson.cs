using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Sdk;

namespace Hub.Web.Requests;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Insight))]
[JsonSerializable(typeof(LiveRun))]
[JsonSerializable(typeof(LiveSource))]
internal sealed partial class WebJson : JsonSerializerContext;
