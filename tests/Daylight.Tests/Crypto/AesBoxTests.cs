using Daylight.Crypto;

namespace Daylight.Tests.Crypto;

public sealed class AesBoxTests
{
    /// <summary>Test cases 13 to 16 of the GCM specification: key, nonce, associated data, plaintext, box without nonce.</summary>
    public static TheoryData<string, string, string, string, string> Vectors =>
        new()
        {
            {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "000000000000000000000000",
                "",
                "",
                "530f8afbc74536b9a963b4f1c4cb738b"
            },
            {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "000000000000000000000000",
                "",
                "00000000000000000000000000000000",
                "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"
            },
            {
                "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
                "cafebabefacedbaddecaf888",
                "",
                "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255",
                "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015adb094dac5d93471bdec1a502270e3cc6c"
            },
            {
                "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
                "cafebabefacedbaddecaf888",
                "feedfacedeadbeeffeedfacedeadbeefabaddad2",
                "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
                "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b"
            },
        };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void The_vectors_of_the_GCM_specification_open(
        string key,
        string nonce,
        string context,
        string plaintext,
        string sealedBytes
    )
    {
        var box = Convert.FromHexString(nonce + sealedBytes);

        Assert.Equal(
            plaintext,
            Convert.ToHexStringLower(
                AesBox.Open(Convert.FromHexString(key), box, Convert.FromHexString(context))
            )
        );
    }

    [Fact]
    public void Two_boxes_over_the_same_words_differ() =>
        Assert.NotEqual(AesBox.Seal(new byte[32], "same"u8, []), AesBox.Seal(new byte[32], "same"u8, []));
}
