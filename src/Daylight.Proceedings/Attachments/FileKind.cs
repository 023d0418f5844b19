namespace Daylight.Proceedings.Attachments;

/// <summary>What a file is, by its first bytes; what a browser or a name claims counts for nothing by itself.</summary>
/// <param name="Type">Media type.</param>
/// <param name="Extensions">The names that such a file may bear.</param>
internal sealed record FileKind(string Type, params IReadOnlyList<string> Extensions)
{
    /// <summary>Bytes that are looked at.</summary>
    public const int HeadLength = 4096;

    private static readonly string[] s_programs =
    [
        "exe",
        "dll",
        "com",
        "scr",
        "msi",
        "bat",
        "cmd",
        "ps1",
        "vbs",
        "vbe",
        "js",
        "jse",
        "wsf",
        "hta",
        "sh",
        "jar",
        "apk",
        "lnk",
        "reg",
        "docm",
        "xlsm",
        "pptm",
        "dotm",
        "xltm",
        "cpl",
        "class",
        "py",
        "php",
        "chm",
    ];

    private static readonly FileKind s_text = new("text/plain", "txt", "csv", "md", "log", "json");
    private static readonly FileKind s_html = new("text/html", "html", "htm");
    private static readonly FileKind s_svg = new("image/svg+xml", "svg");
    private static readonly FileKind s_xml = new("application/xml", "xml", "eml");

    /// <summary>Archives whose content only the name tells; they are never opened here.</summary>
    private static readonly FileKind[] s_zipped =
    [
        new("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
        new("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
        new("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"),
        new("application/ofd", "ofd"),
        new("application/vnd.oasis.opendocument.text", "odt"),
        new("application/vnd.oasis.opendocument.spreadsheet", "ods"),
        new("application/zip", "zip"),
    ];

    private static readonly (int At, byte[] Bytes, FileKind Kind)[] s_signed =
    [
        (0, "%PDF-"u8.ToArray(), new("application/pdf", "pdf")),
        (0, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], new("image/png", "png")),
        (0, [0xFF, 0xD8, 0xFF], new("image/jpeg", "jpg", "jpeg")),
        (0, "GIF8"u8.ToArray(), new("image/gif", "gif")),
        (8, "WEBP"u8.ToArray(), new("image/webp", "webp")),
        (0, "BM"u8.ToArray(), new("image/bmp", "bmp")),
        (0, [0x49, 0x49, 0x2A, 0x00], new("image/tiff", "tif", "tiff")),
        (0, [0x4D, 0x4D, 0x00, 0x2A], new("image/tiff", "tif", "tiff")),
        (4, "ftyphei"u8.ToArray(), new("image/heic", "heic", "heif")),
        (4, "ftypmif1"u8.ToArray(), new("image/heic", "heic", "heif")),
        (4, "ftyp"u8.ToArray(), new("video/mp4", "mp4", "m4a", "m4v", "mov", "3gp")),
        (8, "WAVE"u8.ToArray(), new("audio/wav", "wav")),
        (8, "AVI "u8.ToArray(), new("video/x-msvideo", "avi")),
        (0, "#!AMR"u8.ToArray(), new("audio/amr", "amr")),
        (0, "ID3"u8.ToArray(), new("audio/mpeg", "mp3")),
        (0, [0xFF, 0xFB], new("audio/mpeg", "mp3")),
        (0, [0xFF, 0xF3], new("audio/mpeg", "mp3")),
        (0, "OggS"u8.ToArray(), new("application/ogg", "ogg", "oga", "ogv")),
        (
            0,
            [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],
            new("application/x-ole-storage", "doc", "xls", "ppt", "wps", "et", "dps", "msg")
        ),
        (0, "Rar!"u8.ToArray(), new("application/vnd.rar", "rar")),
        (0, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], new("application/x-7z-compressed", "7z")),
        (0, "{\\rtf"u8.ToArray(), new("application/rtf", "rtf", "doc")),
    ];

    private static readonly byte[][] s_programStarts =
    [
        "MZ"u8.ToArray(),
        [0x7F, 0x45, 0x4C, 0x46],
        [0xCA, 0xFE, 0xBA, 0xBE],
        [0xFE, 0xED, 0xFA, 0xCE],
        [0xFE, 0xED, 0xFA, 0xCF],
        [0xCE, 0xFA, 0xED, 0xFE],
        [0xCF, 0xFA, 0xED, 0xFE],
        "#!"u8.ToArray(),
        "dex\n"u8.ToArray(),
    ];

    /// <summary>The kind of a file, or why it is not taken.</summary>
    /// <param name="head">Its first bytes, <see cref="HeadLength"/> of them where it has so many.</param>
    /// <param name="name">A clean name.</param>
    public static (FileKind? Kind, Refusal? No) Of(ReadOnlySpan<byte> head, string name)
    {
        var extension = FileName.Extension(name);
        var kind = Signed(head, extension) ?? Text(head);
        return s_programs.Contains(extension) || (kind is null && IsProgram(head)) || IsScript(head, kind)
                ? (null, new AttachmentIsProgram(name))
            : kind is null ? (null, new AttachmentTypeIsUnknown(name))
            : kind.Extensions.Contains(extension) ? (kind, null)
            : (null, new AttachmentTypeDiffers(name, kind.Type));
    }

    private static FileKind? Signed(ReadOnlySpan<byte> head, string extension)
    {
        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8))
        {
            return Array.Find(s_zipped, kind => kind.Extensions.Contains(extension)) ?? s_zipped[^1];
        }

        foreach (var (at, bytes, kind) in s_signed)
        {
            if (head.Length >= at + bytes.Length && head[at..].StartsWith(bytes))
            {
                return kind;
            }
        }

        return null;
    }

    private static bool IsProgram(ReadOnlySpan<byte> head)
    {
        foreach (var start in s_programStarts)
        {
            if (head.StartsWith(start))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsScript(ReadOnlySpan<byte> head, FileKind? kind) =>
        kind == s_text && head.StartsWith("#!"u8);

    /// <summary>Text in UTF-8, GB18030 or UTF-16: no control characters; markup is told from plain text.</summary>
    private static FileKind? Text(ReadOnlySpan<byte> head)
    {
        if (
            head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])
            || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])
        )
        {
            return head.IndexOf((byte)'<') >= 0 ? s_html : s_text;
        }

        foreach (var one in head)
        {
            if (one < 0x20 && one is not (0x09 or 0x0A or 0x0C or 0x0D))
            {
                return null;
            }
        }

        var lower = System.Text.Encoding.Latin1.GetString(head).ToLowerInvariant();
        return lower.Contains("<svg", StringComparison.Ordinal) ? s_svg
            : lower.Contains("<html", StringComparison.Ordinal)
            || lower.Contains("<!doctype html", StringComparison.Ordinal)
            || lower.Contains("<script", StringComparison.Ordinal)
            || lower.Contains("<iframe", StringComparison.Ordinal)
            || lower.Contains("<body", StringComparison.Ordinal)
                ? s_html
            : lower.Contains("<?xml", StringComparison.Ordinal) ? s_xml
            : s_text;
    }
}
