using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Core.Accounts;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(Session))]
[JsonSerializable(typeof(ApiToken))]
[JsonSerializable(typeof(OneTimeCode))]
[JsonSerializable(typeof(Passkey))]
[JsonSerializable(typeof(SpentProof))]
internal sealed partial class AccountsJson : JsonSerializerContext;
