using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Daylight.Ui;

/// <summary>Renders its content after the components written before it have been initialised.</summary>
public sealed class Late : ComponentBase
{
    [Parameter, EditorRequired]
    public RenderFragment? ChildContent { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, ChildContent);
}
