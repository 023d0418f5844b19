using Microsoft.AspNetCore.Http;

namespace Daylight.Supervision.KeyWork.Intake.Faces;

/// <summary>Files as they were sent. They stay in memory and end with the request.</summary>
internal static class Uploads
{
    public static async Task<byte[]> Bytes(IFormFile file)
    {
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}
