using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Hub.Testing.Mail;

/// <summary>A certificate for localhost that vouches for itself, and its public half as a file to trust.</summary>
public sealed class LoopbackCertificate : IDisposable
{
    public LoopbackCertificate(string name = "localhost")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));

        // A key that lives in memory only is not one that every platform's TLS takes.
        Certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        File = Path.Combine(Path.GetTempPath(), $"hub-test-{Guid.NewGuid():n}.pem");
        System.IO.File.WriteAllText(File, made.ExportCertificatePem());
    }

    public X509Certificate2 Certificate { get; }

    public string File { get; }

    public void Dispose()
    {
        Certificate.Dispose();
        System.IO.File.Delete(File);
    }
}
