using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Core.Notices;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Notice))]
[JsonSerializable(typeof(NoticeSettings))]
[JsonSerializable(typeof(ChannelState))]
internal sealed partial class NoticeJson : JsonSerializerContext;
