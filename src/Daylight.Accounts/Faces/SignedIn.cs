using Daylight.Accounts.Views;
using Daylight.Proceedings;

namespace Daylight.Accounts.Faces;

/// <summary>Who sends this request, worked out anew for each: nothing that ended a second ago is in it.</summary>
/// <param name="Mandates">Every mandate in which he may act today.</param>
/// <param name="Chosen">The one in which he acts; null where he holds none.</param>
public sealed record SignedIn(
    Session Session,
    AccountRow Account,
    IReadOnlyList<MandateAnswer> Mandates,
    MandateAnswer? Chosen
)
{
    public Mandate? Mandate => Chosen?.Mandate;

    /// <summary>The mandate under which he changes what is his own.</summary>
    public Mandate Own => AccountsDesk.Own(Account.Person);
}
