namespace Daylight.Ui;

/// <summary>What the log is worth today, for the foot of every page: how many records there are and who witnessed them.</summary>
public interface ILogStanding
{
    /// <summary>The line in any language; null where no log is served. Asked once per page, so it must be cheap.</summary>
    ValueTask<Func<Language, string>?> Now(CancellationToken cancel);

    /// <summary>Where it is explained.</summary>
    string? Href => null;
}
