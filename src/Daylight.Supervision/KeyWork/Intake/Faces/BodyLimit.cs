using Microsoft.AspNetCore.Http.Metadata;

namespace Daylight.Supervision.KeyWork.Intake.Faces;

/// <summary>Bytes of a request that carries a file or a whole paper; other requests keep the host's limit.</summary>
internal sealed class BodyLimit(long most) : IRequestSizeLimitMetadata
{
    public static BodyLimit OfAFile { get; } = new(12 * 1024 * 1024);

    public long? MaxRequestBodySize { get; } = most;
}
