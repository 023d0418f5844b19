namespace Daylight.Ui.Forms;

/// <summary>Drafts of the person who sends this request, in the office in which he acts; where a host keeps them.</summary>
public interface IDrafts
{
    /// <summary>What he typed into a form and did not send yet, and when that was kept; null where there is none.</summary>
    ValueTask<(Sent Sent, DateTimeOffset Saved)?> Find(string form);
}
