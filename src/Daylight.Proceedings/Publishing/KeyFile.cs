using System.Security.Cryptography;
using Daylight.Crypto;
using Daylight.Ledger;

namespace Daylight.Proceedings.Publishing;

/// <summary>Reads key files, and refuses those that others may read.</summary>
internal static class KeyFile
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead
        | UnixFileMode.GroupWrite
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherWrite
        | UnixFileMode.OtherExecute;

    public static string Read(string file)
    {
        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Others) != UnixFileMode.None)
            {
                throw new KeyFaultException(
                    file,
                    new(
                        $"密钥文件 {file} 其他用户也能读写。请执行 chmod 600，并考虑更换密钥。",
                        $"Other users may open the key file {file}. Run chmod 600 on it, and consider a new key."
                    )
                );
            }

            return File.ReadAllText(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new KeyFaultException(
                file,
                new(
                    $"无法读取密钥文件 {file}：{fault.Message}",
                    $"The key file {file} cannot be read: {fault.Message}"
                ),
                fault
            );
        }
    }

    /// <summary>The private keys of a file, one a line, newest first.</summary>
    public static IReadOnlyList<SignerKey> Signers(string file, KeyType type)
    {
        var keys = Lines(file).Select(line => Parsed(file, line, SignerKey.Parse)).ToList();
        return keys.Count > 0 && keys.All(key => key.Verifier.Type == type)
            ? keys
            : throw Malformed(file, "每行一个PRIVATE+KEY私钥", "one PRIVATE+KEY a line");
    }

    /// <summary>The public keys of a file, one a line.</summary>
    public static IReadOnlyList<VerifierKey> Verifiers(string file) =>
        [.. Lines(file).Select(line => Parsed(file, line, VerifierKey.Parse))];

    public static SignerKey NewKey(string file, string name, KeyType type)
    {
        var seed = RandomNumberGenerator.GetBytes(Ed25519.SeedLength);
        try
        {
            return new SignerKey(name, type, seed);
        }
        catch (MalformedKeyException fault)
        {
            throw new KeyFaultException(
                file,
                new(
                    $"“{name}”不能作为密钥名称：须为不带协议的网址，不含空格和加号。",
                    $"\"{name}\" cannot name a key: a URL without its scheme can, without spaces and plus signs."
                ),
                fault
            );
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }

    public static KeyFaultException Malformed(string file, string zh, string en) =>
        new(
            file,
            new(
                $"密钥文件 {file} 内容有误：应为{zh}。",
                $"The key file {file} is malformed: it must hold {en}."
            )
        );

    public static KeyFaultException Exists(string file) =>
        new(
            file,
            new(
                $"密钥文件 {file} 已经存在，不会覆盖。",
                $"There is a key file {file} already; it is not overwritten."
            )
        );

    private static IEnumerable<string> Lines(string file) =>
        Read(file).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static T Parsed<T>(string file, string line, Func<string, T> parse)
    {
        try
        {
            return parse(line);
        }
        catch (MalformedKeyException fault)
        {
            throw new KeyFaultException(
                file,
                new(
                    $"密钥文件 {file} 内容有误：{fault.Message}",
                    $"The key file {file} is malformed: {fault.Message}"
                ),
                fault
            );
        }
    }
}
