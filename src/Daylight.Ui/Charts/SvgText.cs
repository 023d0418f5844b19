using Microsoft.AspNetCore.Components;

namespace Daylight.Ui.Charts;

/// <summary>A <c>text</c> element, which Razor would take for one of its own.</summary>
internal static class SvgText
{
    public static RenderFragment At(string x, string y, string kind, string says) =>
        builder =>
        {
            builder.OpenElement(0, "text");
            builder.AddAttribute(1, "x", x);
            builder.AddAttribute(2, "y", y);
            builder.AddAttribute(3, "class", kind);
            builder.AddContent(4, says);
            builder.CloseElement();
        };
}
