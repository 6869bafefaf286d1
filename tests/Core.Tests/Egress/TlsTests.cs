using Hub.Testing.Wire;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Hub.Core.Egress;
using Hub.Sdk;
using Xunit;

namespace Core.Tests.Egress;

/// <summary>The name stays the host's although the address is pinned: a certificate for another name is no certificate.</summary>
public sealed class TlsTests : WayOut
{
    [Fact]
    public async Task A_trusted_certificate_for_the_host_is_taken()
    {
        using var certificate = Certificate("bank.test");
        await using var server = new WireServer(_ => WireServer.Ok("hello"), certificate);
        using var session = Open(Allowing("bank.test") with { Roots = [certificate] }, [$"bank.test:{server.Port}"]);
        Assert.Equal("hello", Text(await session.SendAsync(Get($"https://bank.test:{server.Port}/"))));
    }

    [Theory]
    [InlineData("other.test", true)]
    [InlineData("bank.test", false)]
    public async Task Another_name_or_an_unknown_root_is_refused(string name, bool trusted)
    {
        using var certificate = Certificate(name);
        await using var server = new WireServer(_ => WireServer.Ok("hello"), certificate);
        using var session = Open(Allowing("bank.test") with { Roots = trusted ? [certificate] : null }, [$"bank.test:{server.Port}"]);
        var failed = await Assert.ThrowsAsync<EgressException>(async () => await session.SendAsync(Get($"https://bank.test:{server.Port}/")));
        Assert.Equal((Outcome.HolderUnavailable, "tls"), (failed.Outcome, failed.Fault));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task The_ledger_tells_what_went_over_the_wire_encryption_included()
    {
        using var certificate = Certificate("bank.test");
        await using var server = new WireServer(_ => WireServer.Ok("hello"), certificate);
        using var session = Open(Allowing("bank.test") with { Roots = [certificate] }, [$"bank.test:{server.Port}"]);
        await session.SendAsync(Get($"https://bank.test:{server.Port}/"));
        var call = Assert.Single(await LedgerAsync());
        Assert.True(call.Sent > 400 && call.Received > 800, $"{call.Sent} and {call.Received} bytes are too few for a handshake");
        Assert.Equal(server.Received, call.Sent);
    }

    private static X509Certificate2 Certificate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
