using System.Text;

namespace Daylight.Web.Log;

/// <summary>Answers to programs: bytes, or a status with a reason in plain words.</summary>
internal static class Plain
{
    private const string Utf8 = "text/plain; charset=utf-8";

    public static IResult Reason(int status, string zh, string en) =>
        TypedResults.Text($"{zh}\n{en}\n", Utf8, Encoding.UTF8, status);

    /// <summary>Bytes that any site may read and any cache may keep for so long.</summary>
    public static IResult Bytes(HttpContext context, byte[] bytes, string type, string cache)
    {
        context.Response.Headers.CacheControl = cache;
        context.Response.Headers.AccessControlAllowOrigin = "*";
        return TypedResults.Bytes(bytes, type);
    }

    public static IResult Text(HttpContext context, byte[] text, string cache) =>
        Bytes(context, text, Utf8, cache);

    /// <summary>A text with exactly this status and content type.</summary>
    public static IResult Exact(HttpContext context, int status, string text, string type)
    {
        context.Response.StatusCode = status;
        return TypedResults.Bytes(Encoding.UTF8.GetBytes(text), type);
    }
}
