using Daylight.Proceedings;

namespace Daylight.Accounts;

[NoNorm("one invitation per account")]
public sealed record AccountIsKnown(string Account) : Refusal;

[NoNorm("GB/T 22239 level 3 asks for three administrators; the first holder is not replaced by a link")]
public sealed record RoleIsHeld(AdministratorRole Role) : Refusal;

[NoNorm("GB/T 22239 level 3: no person is two of the three administrators")]
public sealed record OneRoleAPerson(string Name, AdministratorRole Role) : Refusal;

[NoNorm("a role without holder could be taken by anybody who runs the program")]
public sealed record RoleNeedsAHolder(AdministratorRole Role) : Refusal;

[NoNorm("a link opens once and for 24 hours")]
public sealed record LinkIsSpent : Refusal;

[NoNorm("names are typed on keyboards of all kinds")]
public sealed record LoginIsMalformed(string Login) : Refusal;

[NoNorm("a name signs in one account")]
public sealed record LoginIsTaken(string Login) : Refusal;

[NoNorm("accounts are of named persons, GB/T 22239 level 3")]
public sealed record PersonNeedsAName : Refusal;

[NoNorm("one account per person")]
public sealed record PersonHasAnAccount(string Name) : Refusal;

[NoNorm("a closed account does nothing")]
public sealed record AccountIsNotOpen : Refusal;

[NoNorm("another's credential answers like a missing one")]
public sealed record NoSuchCredential : Refusal;

[NoNorm("somebody without factors could not come back")]
public sealed record LastFactorStays : Refusal;

[NoNorm("a decision needs its proposal")]
public sealed record NoSuchGrant : Refusal;

[NoNorm("a proposal is decided once")]
public sealed record GrantIsDecided : Refusal;

[NoNorm("GB/T 22239 level 3: whoever proposes a grant does not confirm it")]
public sealed record SecondRoleNeeded : Refusal;

[NoNorm("those who decide, and those who look later, need the reason")]
public sealed record GrantNeedsAReason : Refusal;

[NoNorm("powers of administrators and of the host are not given to offices")]
public sealed record PowerIsReserved(string Power) : Refusal;

[NoNorm("an act that changes nothing is not recorded")]
public sealed record OfficeHasThatPower(string Power) : Refusal;

[NoNorm("an act that changes nothing is not recorded")]
public sealed record OfficeLacksThatPower(string Power) : Refusal;

[NoNorm("once an office carries a power, only its holder acts with it, from the command line too")]
public sealed record PersonLacksThePower(string Person, string Power) : Refusal;
