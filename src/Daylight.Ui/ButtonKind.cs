namespace Daylight.Ui;

public enum ButtonKind
{
    Plain,

    /// <summary>The one act that the page is for.</summary>
    Primary,

    /// <summary>Without frame: beside others, or in a row of a table.</summary>
    Quiet,

    /// <summary>Cannot be undone, or is against somebody.</summary>
    Danger,
}
