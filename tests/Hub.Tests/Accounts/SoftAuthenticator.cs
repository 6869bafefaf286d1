using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hub.Tests.Accounts;

/// <summary>A device with one passkey, which can be made to lie: another origin, another challenge, a counter that goes back.</summary>
internal sealed class SoftAuthenticator : IDisposable
{
    private const byte Present = 0x01, Verified = 0x04, HasKey = 0x40;

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public byte[] Credential { get; set; } = RandomNumberGenerator.GetBytes(32);

    /// <summary>The account's handle, as the hub gave it.</summary>
    public string? Handle { get; set; }

    public uint Counter { get; set; }

    public string? Origin { get; set; }

    public string? Challenge { get; set; }

    public string? Host { get; set; }

    public bool ChecksWhoItIs { get; set; } = true;

    /// <summary>Does what navigator.credentials.create does, and gives the credential as JSON.</summary>
    public JsonObject Create(JsonElement options, string origin)
    {
        var host = Host ?? options.GetProperty("rp").GetProperty("id").GetString()!;
        Handle = options.GetProperty("user").GetProperty("id").GetString();
        var point = _key.ExportParameters(false).Q;
        byte[] cose = [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. point.X!, 0x22, 0x58, 0x20, .. point.Y!];
        byte[] data = [.. Data(host, HasKey), .. new byte[16], 0, (byte)Credential.Length, .. Credential, .. cose];
        byte[] attestation = [0xA3, 0x63, .. "fmt"u8, 0x64, .. "none"u8, 0x67, .. "attStmt"u8, 0xA0, 0x68, .. "authData"u8, 0x58, (byte)data.Length, .. data];
        return Answer(new JsonObject { ["clientDataJSON"] = Text(Client("webauthn.create", options, origin)), ["attestationObject"] = Text(attestation), ["transports"] = new JsonArray("internal") });
    }

    /// <summary>Does what navigator.credentials.get does.</summary>
    public JsonObject Get(JsonElement options, string origin)
    {
        var client = Client("webauthn.get", options, origin);
        var data = Data(Host ?? options.GetProperty("rpId").GetString()!, 0);
        var signature = _key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Answer(new JsonObject { ["clientDataJSON"] = Text(client), ["authenticatorData"] = Text(data), ["signature"] = Text(signature), ["userHandle"] = Handle });
    }

    public void Dispose() => _key.Dispose();

    private static string Text(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    private byte[] Data(string host, byte more)
    {
        var data = new byte[37];
        SHA256.HashData(Encoding.UTF8.GetBytes(host), data);
        data[32] = (byte)(Present | more | (ChecksWhoItIs ? Verified : 0));
        BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan(33), Counter);
        return data;
    }

    private byte[] Client(string type, JsonElement options, string origin) => JsonSerializer.SerializeToUtf8Bytes(new JsonObject
    {
        ["type"] = type,
        ["challenge"] = Challenge ?? options.GetProperty("challenge").GetString(),
        ["origin"] = Origin ?? origin,
        ["crossOrigin"] = false,
    });

    private JsonObject Answer(JsonObject response) => new()
    {
        ["id"] = Text(Credential),
        ["rawId"] = Text(Credential),
        ["type"] = "public-key",
        ["response"] = response,
        ["clientExtensionResults"] = new JsonObject(),
    };
}
