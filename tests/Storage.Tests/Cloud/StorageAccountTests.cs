using Hub.Storage.Azure;
using Hub.Testing;
using Xunit;

namespace Storage.Tests.Cloud;

/// <summary>What may stand in <c>--storage</c>.</summary>
public sealed class StorageAccountTests
{
    private const string Key = "c2VjcmV0LWtleS1vZi10aGUtYWNjb3VudA==";
    private const string Sas = "sv=2022-11-02&ss=bqt&srt=sco&sp=rwdlacup&se=2030-01-01T00%3A00%3A00Z&sig=c2VjcmV0%3D";

    [Theory]
    [InlineData($"DefaultEndpointsProtocol=https;AccountName=myhub;AccountKey={Key};EndpointSuffix=core.windows.net", "https://myhub.blob.core.windows.net/", "https://myhub.queue.core.windows.net/")]
    [InlineData($" accountname=myhub ; accountkey={Key} ; ", "https://myhub.blob.core.windows.net/", "https://myhub.queue.core.windows.net/")]
    [InlineData($"AccountName=myhub;AccountKey={Key};EndpointSuffix=core.chinacloudapi.cn", "https://myhub.blob.core.chinacloudapi.cn/", "https://myhub.queue.core.chinacloudapi.cn/")]
    [InlineData($"BlobEndpoint=https://myhub.blob.core.windows.net/;QueueEndpoint=https://myhub.queue.core.windows.net/;SharedAccessSignature={Sas}", "https://myhub.blob.core.windows.net/", "https://myhub.queue.core.windows.net/")]
    [InlineData("https://myhub.blob.core.windows.net", "https://myhub.blob.core.windows.net/", "https://myhub.queue.core.windows.net/")]
    [InlineData($"https://myhub.blob.core.windows.net/?{Sas}", "https://myhub.blob.core.windows.net/", "https://myhub.queue.core.windows.net/")]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10000/devstoreaccount1", "http://127.0.0.1:10001/devstoreaccount1")]
    public void Every_form_leads_to_its_services(string text, string blobs, string queues)
    {
        var account = StorageAccount.Parse(text);
        Assert.Equal(blobs.Contains("127", StringComparison.Ordinal) ? Azurite.Account : "myhub", account.Name);
        Assert.Equal(blobs, account.Blobs.Uri.GetLeftPart(UriPartial.Path));
        Assert.Equal(queues, account.Queues.Uri.GetLeftPart(UriPartial.Path));
        Assert.Equal(blobs, account.ToString());
    }

    [Theory]
    [InlineData("", "no storage account")]
    [InlineData("myhub", "no storage account")]
    [InlineData("secret", "no storage account")]
    [InlineData("https://example.org/", "not one of its blob service")]
    [InlineData("https://myhub.blob.core.windows.net/container", "not one of its blob service")]
    [InlineData("https://secret@myhub.blob.core.windows.net/", "not one of its blob service")]
    [InlineData("http://myhub.blob.core.windows.net/", "does not begin with https")]
    [InlineData($"DefaultEndpointsProtocol=http;AccountName=myhub;AccountKey={Key}", "does not begin with https")]
    [InlineData($"AccountKey={Key}", "names no account")]
    [InlineData("AccountName=myhub", "AccountKey")]
    [InlineData("AccountName=myhub;AccountKey=secret-key;", "not whole")]
    [InlineData("AccountName=myhub;secret", "not whole")]
    [InlineData($"AccountName=myhub;AccountKey={Key};TableEndpoint=secret", "TableEndpoint")]
    [InlineData("https://myhub.blob.core.windows.net/?secret=1", "sig=")]
    [InlineData("https://myhub.blob.core.windows.net/?ss=b&srt=sco&sp=rwdlacup&sig=secret", "ss=bqt")]
    [InlineData("https://myhub.blob.core.windows.net/?ss=bqt&srt=sco&sp=rl&sig=secret", "allows too little")]
    public void What_is_wrong_is_said_and_not_repeated(string text, string said)
    {
        var wrong = Assert.Throws<FormatException>(() => StorageAccount.Parse(text));
        Assert.Contains(said, wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", wrong.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Key, wrong.ToString(), StringComparison.Ordinal);
    }
}
