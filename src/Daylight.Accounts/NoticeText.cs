using Daylight.Ui;

namespace Daylight.Accounts;

/// <summary>The whole text of a notice that leaves the county's machines: a number and what to do, no name and no matter.</summary>
public static class NoticeText
{
    public static string Of(int waiting, Language language = Language.ZhHans) =>
        Words.Of(typeof(NoticeText)).Say(language, "notice.text", ("n", waiting));
}
