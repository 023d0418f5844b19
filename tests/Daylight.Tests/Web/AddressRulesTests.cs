using System.Net;
using Daylight.Web.Webhooks;

namespace Daylight.Tests.Web;

public sealed class AddressRulesTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.9.8.7")]
    [InlineData("0.0.0.0")]
    [InlineData("169.254.169.254")]
    [InlineData("100.100.100.200")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("fe80::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("ff02::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::")]
    public void Some_addresses_are_never_told_listed_or_not(string address)
    {
        Assert.False(AddressRules.MayBeTold(IPAddress.Parse(address), ""));
        Assert.False(AddressRules.MayBeTold(IPAddress.Parse(address), "0.0.0.0/0"));
        Assert.False(AddressRules.MayBeTold(IPAddress.Parse(address), "::/0"));
    }

    [Theory]
    [InlineData("10.23.4.5", "10.23.0.0/16")]
    [InlineData("192.168.1.9", "192.168.1.0/24")]
    [InlineData("172.31.255.255", "172.16.0.0/12")]
    [InlineData("::ffff:10.23.4.5", "10.23.0.0/16")]
    [InlineData("64:ff9b::a17:405", "10.23.0.0/16")]
    [InlineData("fd12::5", "fd12::/16")]
    public void Private_addresses_are_told_where_their_network_is_listed(string address, string network)
    {
        Assert.False(AddressRules.MayBeTold(IPAddress.Parse(address), ""));
        Assert.False(AddressRules.MayBeTold(IPAddress.Parse(address), "10.99.0.0/16"));
        Assert.True(AddressRules.MayBeTold(IPAddress.Parse(address), network));
    }

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("2400:3200::1")]
    public void Others_are_told(string address) =>
        Assert.True(AddressRules.MayBeTold(IPAddress.Parse(address), ""));
}
