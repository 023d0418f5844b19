using Microsoft.AspNetCore.Components;

namespace Daylight.Ui.Forms;

/// <summary>What all fields share: name, label, hint, fault, and the words that were sent before.</summary>
public abstract class FormField : Component
{
    [CascadingParameter]
    public Sent Sent { get; set; } = Sent.Nothing;

    [CascadingParameter(Name = "FormId")]
    public string FormId { get; set; } = "f";

    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>One sentence below the label: what to write, in which form, and an example.</summary>
    [Parameter]
    public string? Hint { get; set; }

    [Parameter]
    public bool Required { get; set; }

    /// <summary>The token of <c>autocomplete</c>; forms about others say <c>off</c>.</summary>
    [Parameter]
    public string? Autocomplete { get; set; }

    protected internal string Id => $"{FormId}-{Name}";

    protected internal string? Fault => Sent.FaultOf(Name);

    protected internal string HintId => $"{Id}-hint";

    protected internal string FaultId => $"{Id}-fault";

    protected string? DescribedBy =>
        (Hint, Fault) switch
        {
            (null, null) => null,
            (_, null) => HintId,
            (null, _) => FaultId,
            _ => $"{FaultId} {HintId}",
        };

    protected string? Invalid => Fault is null ? null : "true";
}
