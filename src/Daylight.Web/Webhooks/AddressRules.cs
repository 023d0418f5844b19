using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Daylight.Web.Webhooks;

/// <summary>
/// Which network addresses a receiver may have. A name of a receiver is data of others: without this, notices could be turned against
/// this host, its neighbours, or the metadata service of the machine that it runs on.
/// </summary>
internal static class AddressRules
{
    /// <summary>Never told, listed or not: this host, its links, metadata services, and what is no single host.</summary>
    private static readonly IPNetwork[] s_never =
    [
        IPNetwork.Parse("0.0.0.0/8"),
        IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("100.100.100.200/32"), // a cloud's metadata service outside of link-local
        IPNetwork.Parse("192.0.0.0/24"),
        IPNetwork.Parse("224.0.0.0/4"),
        IPNetwork.Parse("240.0.0.0/4"),
        IPNetwork.Parse("::/128"),
        IPNetwork.Parse("::1/128"),
        IPNetwork.Parse("fe80::/10"),
        IPNetwork.Parse("fec0::/10"),
        IPNetwork.Parse("fd00:ec2::/32"), // a cloud's metadata service
        IPNetwork.Parse("ff00::/8"),
        IPNetwork.Parse("2001:db8::/32"),
    ];

    /// <summary>Told only where the allow-list names the network.</summary>
    private static readonly IPNetwork[] s_inside =
    [
        IPNetwork.Parse("10.0.0.0/8"),
        IPNetwork.Parse("100.64.0.0/10"),
        IPNetwork.Parse("172.16.0.0/12"),
        IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("198.18.0.0/15"),
        IPNetwork.Parse("fc00::/7"),
    ];

    private static readonly IPNetwork s_translated = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork s_compatible = IPNetwork.Parse("::/96");

    /// <param name="listed">A private network as address/length; empty for none.</param>
    public static bool MayBeTold(IPAddress address, string listed)
    {
        var real = Real(address);
        return !s_never.Any(network => network.Contains(real))
            && (
                !s_inside.Any(network => network.Contains(real))
                || (IPNetwork.TryParse(listed, out var own) && own.Contains(real))
            );
    }

    /// <summary>The address that packets would reach: version 4 inside of version 6 is read out of it.</summary>
    private static IPAddress Real(IPAddress address)
    {
        if (address.AddressFamily is not AddressFamily.InterNetworkV6)
        {
            return address;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        var bytes = address.GetAddressBytes();
        return s_translated.Contains(address)
            || (s_compatible.Contains(address) && BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(12)) > 1)
                ? new IPAddress(bytes.AsSpan(12))
            : bytes is [0x20, 0x02, ..] ? new IPAddress(bytes.AsSpan(2, 4)) // 6to4
            : address;
    }
}
