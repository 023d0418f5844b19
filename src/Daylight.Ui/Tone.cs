namespace Daylight.Ui;

/// <summary>What a status, mark, notice or part of a chart says to the eye; the word always says it too.</summary>
public enum Tone
{
    /// <summary>Nothing to do: waiting, ended, neutral.</summary>
    Still,

    /// <summary>Under way.</summary>
    Going,

    /// <summary>Done in good order.</summary>
    Good,

    /// <summary>Soon due, or to be looked at.</summary>
    Soon,

    /// <summary>Late, refused, failed.</summary>
    Bad,
}

internal static class Tones
{
    public static string Class(this Tone tone) =>
        tone switch
        {
            Tone.Still => "still",
            Tone.Going => "going",
            Tone.Good => "good",
            Tone.Soon => "soon",
            Tone.Bad => "bad",
        };
}
