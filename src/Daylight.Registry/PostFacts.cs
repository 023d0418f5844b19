using Daylight.Proceedings;

namespace Daylight.Registry;

/// <summary>How high a post stands. The words of the county's establishment, not of civil-service ranks.</summary>
public enum PostLevel
{
    /// <summary>县级领导</summary>
    CountyLeader,

    /// <summary>单位正职（一把手）</summary>
    Principal,

    /// <summary>单位副职</summary>
    Deputy,

    /// <summary>中层正职</summary>
    DivisionHead,

    /// <summary>中层副职</summary>
    DivisionDeputy,

    /// <summary>一般工作人员</summary>
    Staff,
}

/// <summary>What a post has in hand; norms on rotation ask for it.</summary>
public enum PostFunction
{
    /// <summary>其他</summary>
    General,

    /// <summary>计划</summary>
    Planning,

    /// <summary>项目</summary>
    Projects,

    /// <summary>指标审批</summary>
    QuotaApproval,

    /// <summary>人事</summary>
    Personnel,

    /// <summary>资产管理</summary>
    AssetsManagement,

    /// <summary>财务</summary>
    Finance,

    /// <summary>执法监督</summary>
    Enforcement,
}

/// <summary>In which way somebody holds a post.</summary>
public enum OfficeKind
{
    /// <summary>任职: one on a day.</summary>
    Regular,

    /// <summary>兼任: beside another office.</summary>
    Concurrent,

    /// <summary>代理</summary>
    Acting,

    /// <summary>主持工作</summary>
    Presiding,

    /// <summary>挂职: for a time, from an office that he keeps.</summary>
    Detached,

    /// <summary>借调: for a time, from an office that he keeps.</summary>
    OnLoan,
}

/// <summary>Why somebody left an office.</summary>
public enum LeavingReason
{
    /// <summary>交流轮岗</summary>
    Rotation,

    /// <summary>转任、提任</summary>
    Promotion,

    /// <summary>任期届满</summary>
    EndOfTerm,

    /// <summary>退休</summary>
    Retirement,

    /// <summary>辞职</summary>
    Resignation,

    /// <summary>免职</summary>
    Removal,

    /// <summary>借调、挂职、代理结束</summary>
    EndOfDetachment,

    /// <summary>机构改革</summary>
    Reorganisation,
}

/// <summary>What a post is, apart from its name.</summary>
/// <param name="InTeam">班子成员</param>
/// <param name="Sensitive">重点岗位</param>
/// <param name="Specialist">专业性较强的岗位: norms on rotation exempt it.</param>
public sealed record PostTraits(
    PostLevel Level,
    bool InTeam,
    bool Sensitive,
    PostFunction Function,
    bool Specialist
)
{
    public static PostTraits Plain { get; } = new(PostLevel.Staff, false, false, PostFunction.General, false);
}

/// <summary>职位说明书, five fields.</summary>
/// <param name="Basics">岗位基本情况</param>
/// <param name="Duties">岗位职责</param>
/// <param name="Flow">工作流程</param>
/// <param name="Abilities">必需的能力</param>
/// <param name="CostOfFailure">失职的责任代价</param>
public sealed record PostDescription(
    string Basics,
    string Duties,
    string Flow,
    string Abilities,
    string CostOfFailure
);

/// <summary>A post was set up in a unit: one seat, so that it has one holder on a day.</summary>
public sealed record PostCreated(string Post, string Unit, string Name, PostTraits Traits) : Fact
{
    public override IReadOnlyList<string> Streams => [PostStreams.Of(Post), UnitStreams.Of(Unit)];

    public override IReadOnlyList<string> Subjects => [Unit];
}

/// <summary>The five fields of the post's description were written anew.</summary>
public sealed record PostDescribed(string Post, PostDescription Description) : Fact
{
    public override IReadOnlyList<string> Streams => [PostStreams.Of(Post)];
}

/// <summary>Name or traits of a post are others from now on.</summary>
public sealed record PostChanged(string Post, string Name, PostTraits Traits) : Fact
{
    public override IReadOnlyList<string> Streams => [PostStreams.Of(Post)];
}

/// <summary>A post belongs to another unit from a day on: a merger, a split, a function that moved.</summary>
public sealed record PostMoved(string Post, string From, string To, DateOnly On) : Fact
{
    public override IReadOnlyList<string> Streams =>
        [PostStreams.Of(Post), UnitStreams.Of(From), UnitStreams.Of(To)];

    public override IReadOnlyList<string> Subjects => [From, To];
}

/// <summary>A post ended. Whatever it owed is owed by its successor.</summary>
/// <param name="Successor">The post that answers from then on.</param>
/// <param name="On">The last day.</param>
public sealed record PostAbolished(string Post, string Unit, string Successor, DateOnly On, string Paper)
    : Fact
{
    public override IReadOnlyList<string> Streams => [PostStreams.Of(Post), UnitStreams.Of(Unit)];

    public override IReadOnlyList<string> Subjects => [Unit];
}

/// <summary>Somebody holds a post from a day on.</summary>
/// <param name="Office">Id of this stretch: the post and a number.</param>
/// <param name="To">The last day where it is known from the start: a detachment, an acting holder for a time.</param>
/// <param name="Paper">The paper that appointed him, with its number.</param>
public sealed record OfficeTaken(
    string Office,
    string Post,
    string Person,
    OfficeKind Kind,
    DateOnly From,
    DateOnly? To,
    string Paper
) : Fact
{
    public override IReadOnlyList<string> Streams => [PostStreams.Of(Post), PostStreams.OfPerson(Person)];

    public override IReadOnlyList<string> Subjects => [Person];
}

/// <summary>Somebody left a post.</summary>
/// <param name="On">The last day in it.</param>
public sealed record OfficeLeft(
    string Office,
    string Post,
    string Person,
    DateOnly On,
    LeavingReason Reason,
    string Paper
) : Fact
{
    public override IReadOnlyList<string> Streams => [PostStreams.Of(Post), PostStreams.OfPerson(Person)];

    public override IReadOnlyList<string> Subjects => [Person];
}

/// <summary>Names of streams of posts and persons.</summary>
internal static class PostStreams
{
    public static string Of(string post) => $"post/{post}";

    public static string OfPerson(string person) => $"person/{person}";
}
