using System.Reflection;
using Daylight.Accounts;
using Daylight.Accounts.Faces;
using Daylight.Accounts.Views;
using Daylight.Openness.Publication;
using Daylight.Proceedings;
using Daylight.Proceedings.Audit;
using Daylight.Proceedings.Notices;
using Daylight.Proceedings.Sealing;
using Daylight.Registry;
using Daylight.Registry.Faces;
using Daylight.Registry.Views;
using Daylight.Supervision.Deadlines.Faces;
using Daylight.Supervision.KeyWork;
using Daylight.Supervision.KeyWork.Faces;
using Daylight.Supervision.KeyWork.Figures;
using Daylight.Supervision.KeyWork.Intake.Faces;
using Daylight.Supervision.KeyWork.Papers;
using Daylight.Supervision.KeyWork.Papers.Faces;
using Daylight.Supervision.KeyWork.Views;
using Daylight.Supervision.Levels;
using Daylight.Supervision.Levels.Faces;
using Daylight.Supervision.LookBack;
using Daylight.Supervision.LookBack.Faces;
using Daylight.Supervision.Plans;
using Daylight.Supervision.Plans.Faces;
using Daylight.Supervision.Proposals.Faces;
using Daylight.Ui;
using Daylight.Web.Glossary;
using Daylight.Web.Holding;
using Daylight.Web.Levels;
using Daylight.Web.Log;
using Daylight.Web.Programs;
using Daylight.Web.Rules;
using Daylight.Web.Sealed;
using Daylight.Web.Search;

namespace Daylight.Web;

/// <summary>Every mechanism of this program, in one place: whoever adds one adds it here.</summary>
public static class Mechanisms
{
    /// <summary>The assemblies that hold facts.</summary>
    public static IReadOnlyList<Assembly> Assemblies { get; } =
    [
        typeof(FactKinds).Assembly,
        typeof(UnitRegistered).Assembly,
        typeof(AccountOpened).Assembly,
        typeof(ItemAssigned).Assembly,
    ];

    /// <summary>Every kind of fact.</summary>
    public static FactKinds Kinds { get; } = new(Assemblies);

    /// <summary>How public facts read in the public column, and which kinds may be opened at all.</summary>
    public static PublicKinds PublicKinds { get; } = new(Kinds, [new PublishedWork(), new PublishedDraws()]);

    /// <summary>Every view.</summary>
    public static IReadOnlyList<View> Views { get; } =
    [
        new DutyView(),
        new AdoptionView(),
        new ErasureView(),
        new NoticeView(),
        new UnitView(),
        new PersonView(),
        new PostView(),
        new OfficeView(),
        new PlaceView(),
        new LiaisonView(),
        new PowerView(),
        new NodeView(),
        new HandoverView(),
        new EpochView(),
        new RegistryExportView(),
        new AccountView(),
        new GrantView(),
        new OfficePowerView(),
        new DeputyView(),
        new RecusalView(),
        new ReceiverView(),
        new DeadLetterView(),
        new ProviderView(),
        new GatewayView(),
        new ItemView(),
        new ItemTimeline(),
        new ItemParts(),
        new ItemFiles(),
        new FigureView(),
        new ItemLetters(),
        new ItemConcerns(),
        new LevelView(),
        new OutgoingView(),
        new ProposalView(),
        new PlanView(),
        new BurdenView(),
        new PaperView(),
        new ExportView(),
        new DrawView(),
        new LookView(),
    ];

    /// <summary>How the mechanisms' facts come to clocks and questions, for trying a changed pack on the past.</summary>
    public static IReadOnlyList<ITrialSource> Trials { get; } =
    [new ItemTrial(), new PlanTrial(), new ProposalTrial(), new NoticeTrial(), new RotationTrial()];

    /// <summary>Every power that an office may be given.</summary>
    public static IReadOnlyList<string> Powers { get; } =
    [
        .. Assemblies
            .SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(field => field.FieldType == typeof(Power))
            .Select(field => ((Power)field.GetValue(null)!).Name)
            .Where(power => !AccountsPowers.IsReserved(power))
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Tables that are no views and yet are held against facts by an audit.</summary>
    public static IReadOnlyList<ILastingRows> LastingRows(AccountsDatabase accounts) =>
        [new CredentialAudit(accounts), new AccessAudit(accounts)];

    /// <summary>Who acts when a fact of another mechanism is recorded.</summary>
    public static IReadOnlyList<Subscriber> Subscribers { get; } = [];

    /// <summary>Everything that a node shows.</summary>
    public static IReadOnlyList<IFace> Faces(Node node) =>
        [
            new LogFace(node),
            new RulesFace(node),
            new PublicRulesFace(published: null),
            new SealedFace(),
            new AccountsFace(node.Accounts),
            new KeyWorkFace(),
            new CarryFace(),
            new IntakeFace(),
            new LedgerFace(),
            new AnswerFace(),
            new PaperFace(),
            new TemplateFace(),
            new ExportFace(),
            new ProposalFace(),
            new PlanFace(),
            new DeadlineFace(),
            new LookBackFace(),
            new RegistryFace(),
            new SearchFace(),
            new HolderFace(),
            new LevelFace(PeerList.Read(node.Options.LevelsFile).Known),
            new LettersFace(node, PeerList.Read(node.Options.LevelsFile)),
            new GlossaryFace(GlossaryFace.Desk),
            new ProgramsFace(ProgramsFace.Desk, AccountVisitors.Own),
        ];
}
