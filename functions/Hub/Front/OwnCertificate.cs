using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Hub.Front;

/// <summary>The certificate that the hub shows where it speaks https itself: PEM files as certbot and its like write them. Read again when they were renewed, without a restart.</summary>
internal sealed class OwnCertificate
{
    private readonly string _file;
    private readonly string _keyFile;
    private readonly Lock _reading = new();
    private SslStreamCertificateContext _context;
    private DateTime _written;

    public OwnCertificate(string file, string? keyFile)
    {
        (_file, _keyFile) = (file, keyFile ?? file);
        try
        {
            _written = Written();
            _context = Read();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new HubSetupException($"The certificate {file} with the key {_keyFile} cannot be used: {failure.Message} Name PEM files in HUB_CERTIFICATE and HUB_CERTIFICATE_KEY that the hub may read, the key without a passphrase.", failure);
        }
    }

    public X509Certificate2 Certificate => _context.TargetCertificate;

    /// <summary>The certificate with those that vouch for it.</summary>
    public SslStreamCertificateContext Current()
    {
        lock (_reading)
        {
            try
            {
                if (Written() is var written && written != _written)
                {
                    _context = Read();
                    _written = written;
                }
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
            {
                // One of the two is just being written: the old one goes on, and the next caller looks again.
            }

            return _context;
        }
    }

    private SslStreamCertificateContext Read()
    {
        using var read = X509Certificate2.CreateFromPemFile(_file, _keyFile);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(_file);

        // A key that lives in memory only is not one that every platform's TLS takes.
        return SslStreamCertificateContext.Create(X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null), chain, offline: true);
    }

    private DateTime Written() => File.GetLastWriteTimeUtc(_file) is var certificate && File.GetLastWriteTimeUtc(_keyFile) is var key && key > certificate ? key : certificate;
}
