using Daylight.Norms;
using FsCheck;
using FsCheck.Fluent;

namespace Daylight.Tests.Norms;

public sealed class PackedOccurrencesTests
{
    private static readonly DateOnly s_today = new(2026, 5, 8);

    private static readonly Threshold s_threshold = (Threshold)
        NormText
            .Of(
                "threshold",
                """
                { counts: points, measure: sum, within: calendar year, rungs: [
                  { at-least: 4 },
                  { at-least: 12, within: 2 consecutive years },
                  { at-least: 10, within: rolling 90 days } ] }
                """
            )
            .Versions[0]
            .Parameters;

    private static readonly Arbitrary<(int Back, int Amount)[]> s_findings = ArbMap
        .Default.GeneratorFor<(ushort, short)>()
        .Select(one => ((one.Item1 % 1500) - 20, (int)one.Item2))
        .ArrayOf()
        .ToArbitrary();

    [Fact]
    public void What_was_packed_is_read_back_the_latest_first() =>
        Prop.ForAll(
                s_findings,
                findings =>
                {
                    var given = findings
                        .Select(one => (Day: s_today.AddDays(-one.Back), Amount: (long)one.Amount))
                        .ToList();
                    var packed = given.Aggregate(
                        Array.Empty<byte>(),
                        (bytes, one) => PackedOccurrences.With(bytes, one.Day, one.Amount)
                    );
                    return PackedOccurrences.Of(given).SequenceEqual(packed)
                        && PackedOccurrences
                            .Read(packed)
                            .SequenceEqual(Enumerable.Reverse(given).OrderByDescending(one => one.Day));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_finding_taken_back_leaves_what_was_there_before() =>
        Prop.ForAll(
                s_findings,
                findings =>
                {
                    var before = PackedOccurrences.Of(
                        findings.Select(one => (s_today.AddDays(-one.Back), (long)one.Amount))
                    );
                    var after = PackedOccurrences.With(before, s_today.AddDays(-40), 1_000_000);
                    return PackedOccurrences
                            .Without(after, s_today.AddDays(-40), 1_000_000)
                            .SequenceEqual(before)
                        && PackedOccurrences.Without(before, s_today, 1_000_000).SequenceEqual(before);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Totals_of_packed_rows_are_those_of_single_rows() =>
        Prop.ForAll(
                s_findings.Generator.ArrayOf().ToArbitrary(),
                officials =>
                {
                    var rows = officials
                        .SelectMany(
                            (findings, subject) =>
                                findings.Select(one => (subject, Day: s_today.AddDays(-one.Back), one.Amount))
                        )
                        .ToList();
                    var single = WindowTotals
                        .Load(
                            officials.Length,
                            [.. rows.Select(row => row.subject)],
                            [.. rows.Select(row => row.Day.DayNumber)],
                            [.. rows.Select(row => (long)row.Amount)],
                            scale: 1
                        )
                        .Totals;
                    var reading = new WindowReading(officials.Length, s_threshold, s_today, scale: 1);
                    foreach (var (subject, findings) in officials.Index().Where(one => one.Item.Length > 0))
                    {
                        reading.Take(
                            subject,
                            PackedOccurrences.Of(
                                findings.Select(one => (s_today.AddDays(-one.Back), (long)one.Amount))
                            )
                        );
                    }

                    return reading
                        .Done()
                        .Reached(s_threshold, s_today)
                        .SequenceEqual(single.Reached(s_threshold, s_today));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Bytes_that_break_off_are_refused_with_the_place()
    {
        var packed = PackedOccurrences.Of([(s_today, 1000)]);

        var fault = Assert.Throws<FormatException>(() =>
            PackedOccurrences.Read(packed.AsSpan(0, packed.Length - 1))
        );

        Assert.Contains($"{packed.Length - 1}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Subjects_are_taken_in_order()
    {
        var reading = new WindowReading(3, s_threshold, s_today, scale: 0);
        reading.Take(1, []);

        Assert.Throws<ArgumentOutOfRangeException>(() => reading.Take(1, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => reading.Take(3, []));
    }
}
