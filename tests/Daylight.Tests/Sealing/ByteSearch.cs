using System.Text;
using Daylight.Store;
using Daylight.Tests.Proceedings;

namespace Daylight.Tests.Sealing;

/// <summary>What must stand nowhere once some cases are erased, taken down while it is still known.</summary>
/// <param name="Words">Words, persons and keys: in no file at all.</param>
/// <param name="Wraps">Wrapped keys: in no file within reach.</param>
internal sealed record ByteSearch(IReadOnlyList<byte[]> Words, IReadOnlyList<WrappedKey> Wraps)
{
    public static async Task<ByteSearch> For(TestLog log, IEnumerable<string> cases, params string[] words)
    {
        var keys = cases.ToList();
        return new(
            [
                .. words.Select(Encoding.UTF8.GetBytes),
                .. keys.Select(key => log.Clerk.Keys.Find(key)!.Secret.Span.ToArray()),
            ],
            await log.Store.WrappedKeys(TestLog.Jurisdiction, keys)
        );
    }

    /// <summary>Whether one of the wraps stands somewhere: before an erasure it must, or the search shows nothing.</summary>
    public bool FindsWraps(IReadOnlyDictionary<string, byte[]> files) =>
        files.Values.Any(bytes => Wraps.Any(wrap => Holds(bytes, wrap)));

    /// <param name="files">Every byte that is kept, by file.</param>
    /// <param name="isWithinReach">Whether wraps, too, must be gone from a file.</param>
    public void FindsNothing(IReadOnlyDictionary<string, byte[]> files, Func<string, bool> isWithinReach)
    {
        foreach (var (name, bytes) in files)
        {
            foreach (var word in Words)
            {
                Assert.True(bytes.AsSpan().IndexOf(word) < 0, $"{name} holds what was erased");
            }

            if (isWithinReach(name))
            {
                var left = Wraps.Where(wrap => Holds(bytes, wrap)).Select(wrap => wrap.KeyId).ToList();
                Assert.True(left.Count == 0, $"{name} holds the wraps of {string.Join(", ", left)}");
            }
        }
    }

    private static bool Holds(byte[] bytes, WrappedKey wrap) =>
        bytes.AsSpan().IndexOf(wrap.Wrapped.AsSpan(1, 40)) >= 0;
}
