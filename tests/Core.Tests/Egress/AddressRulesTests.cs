using System.Net;
using Hub.Core.Egress;
using Xunit;

namespace Core.Tests.Egress;

public sealed class AddressRulesTests
{
    [Theory]
    [InlineData("93.184.215.14")]
    [InlineData("2606:4700::6810:84e5")]
    [InlineData("::ffff:93.184.215.14")]
    [InlineData("64:ff9b::93.184.215.14")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("223.255.255.255")]
    public void The_internet_is_public(string address) => Assert.Equal("Public", KindOf(address));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("10.0.0.1")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("100.127.255.255")]
    [InlineData("169.254.1.1")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%2")]
    public void Home_is_private(string address) => Assert.Equal("Private", KindOf(address));

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("169.254.169.254")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::169.254.169.254")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("64:ff9b:1::a00:1")]
    [InlineData("169.254.170.2")]
    [InlineData("168.63.129.16")]
    [InlineData("100.100.100.200")]
    [InlineData("fd00:ec2::254")]
    [InlineData("192.0.0.192")]
    [InlineData("192.0.2.1")]
    [InlineData("198.51.100.7")]
    [InlineData("203.0.113.9")]
    [InlineData("198.18.0.1")]
    [InlineData("198.19.255.255")]
    [InlineData("192.88.99.1")]
    [InlineData("224.0.0.251")]
    [InlineData("239.255.255.250")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::7f00:1")]
    [InlineData("::10.0.0.1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2002:a00:1::1")]
    [InlineData("2001:0:4136:e378:8000:63bf:3fff:fdd2")]
    [InlineData("2001:db8::1")]
    [InlineData("3fff::1")]
    [InlineData("2a01:e0a::5efe:127.0.0.1")]
    [InlineData("2a01:e0a::200:5efe:10.0.0.1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::fb")]
    [InlineData("ff05::1")]
    [InlineData("100::1")]
    [InlineData("4000::1")]
    public void The_rest_is_never_called(string address) => Assert.Equal("Never", KindOf(address));

    [Theory]
    [InlineData("192.0.2.5", "192.0.2.5", true)]
    [InlineData("192.0.2.5", "192.0.2.6", false)]
    [InlineData("::ffff:192.0.2.5", "192.0.2.5", true)]
    [InlineData("2a01:e0a:1:2::10", "2a01:e0a:1:2::99", true)]
    [InlineData("2a01:e0a:1:2::10", "2a01:e0a:1:3::10", false)]
    [InlineData("2a01:e0a:1:2::10", "192.0.2.5", false)]
    public void A_global_address_of_this_machine_or_of_its_own_network_is_no_stranger(string here, string there, bool own) =>
        Assert.Equal(own, AddressRules.IsOwnNetwork(IPAddress.Parse(here), IPAddress.Parse(there)));

    private static string KindOf(string address) => AddressRules.KindOf(IPAddress.Parse(address)).ToString();
}
