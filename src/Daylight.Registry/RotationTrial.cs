using Daylight.Norms.Calendar;
using Daylight.Proceedings;

namespace Daylight.Registry;

/// <summary>The clocks of tenure and rotation, so that a changed pack can be tried on those in office.</summary>
public sealed class RotationTrial : ITrialSource
{
    public ITrialReading Begin() => new Reading();

    private sealed class Reading : ITrialReading
    {
        private readonly Dictionary<string, Post> _posts = new(StringComparer.Ordinal);

        public IEnumerable<TrialStep> Read(Recorded recorded)
        {
            if (Of(recorded.Fact) is not { } id)
            {
                return [];
            }

            var post = (_posts.GetValueOrDefault(id) ?? Post.Start).Apply(recorded.Fact);
            _posts[id] = post;
            return recorded.Fact switch
            {
                OfficeTaken f => [Starts(post, f)],
                OfficeLeft f =>
                [
                    new TrialStep.Ends(PostStreams.Of(id), RotationClock.DutyOf(f.Office), true),
                ],
                PostChanged when post.On(recorded.Day) is { } held =>
                [
                    Starts(post, new(held.Office, id, held.Person, held.Kind, held.From, held.To, "")) with
                    {
                        Anew = true,
                    },
                ],
                _ => [],
            };
        }

        private static TrialStep.Starts Starts(Post post, OfficeTaken taken) =>
            new(
                PostStreams.Of(post.Id),
                RotationClock.DutyOf(taken.Office),
                RotationClock.What,
                Owner: "",
                post.Name
            )
            {
                From = Shanghai.StartOf(taken.From),
                By = (rules, at) => RotationClock.Clock(post, taken, rules, Shanghai.DayOf(at)),
            };

        private static string? Of(Fact fact) =>
            fact switch
            {
                PostCreated f => f.Post,
                PostChanged f => f.Post,
                OfficeTaken f => f.Post,
                OfficeLeft f => f.Post,
                _ => null,
            };
    }
}
