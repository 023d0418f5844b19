using Microsoft.AspNetCore.Components;

namespace Daylight.Ui;

/// <summary>A component that knows its visit and speaks the words of the assembly in which it lies.</summary>
public abstract class Component : ComponentBase
{
    private Words? _words;

    [CascadingParameter]
    public Visit Visit { get; set; } = new();

    protected Language Language => Visit.Language;

    protected string Say(string key, params ReadOnlySpan<(string Name, object Value)> with) =>
        (_words ??= Words.Of(GetType())).Say(Visit.Language, key, with);
}
