using Microsoft.AspNetCore.Components;

namespace Daylight.Ui;

/// <summary>One column of a <see cref="DataTable{TRow}"/>; renders nothing itself.</summary>
public sealed class Column<TRow> : ComponentBase
{
    [CascadingParameter]
    internal Columns<TRow>? Owner { get; set; }

    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>Names the row: becomes its header, and the head of its card on a phone.</summary>
    [Parameter]
    public bool Main { get; set; }

    /// <summary>Numbers stand at the right.</summary>
    [Parameter]
    public bool Number { get; set; }

    /// <summary>Never broken into lines, e.g. a matter's number or a date.</summary>
    [Parameter]
    public bool Keep { get; set; }

    /// <summary>Holds what can be done with the row; its title is heard only.</summary>
    [Parameter]
    public bool Acts { get; set; }

    /// <summary>Speaks for itself: in the cards of a phone it stands without its title, beside others like it.</summary>
    [Parameter]
    public bool Bare { get; set; }

    /// <summary>The value of <c>order</c> that sorts by this column; with a dash in front it sorts downwards.</summary>
    [Parameter]
    public string? OrderKey { get; set; }

    [Parameter, EditorRequired]
    public RenderFragment<TRow> ChildContent { get; set; } = _ => _ => { };

    internal bool HideTitle => Acts;

    internal string? Class =>
        Join(
            Main ? "main" : null,
            Number ? "num" : null,
            Acts ? "do" : null,
            Keep ? "keep" : null,
            Bare ? "bare" : null
        );

    internal string? HeadClass => Join(Class, OrderKey is null ? null : "order");

    protected override void OnInitialized() =>
        (
            Owner
            ?? throw new InvalidOperationException(
                $"Bug in Daylight: the column '{Title}' stands outside of a DataTable."
            )
        ).Add(this);

    private static string? Join(params IEnumerable<string?> classes) =>
        string.Join(' ', classes.OfType<string>()) is { Length: > 0 } joined ? joined : null;
}
