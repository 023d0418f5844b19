using Daylight.Ui;
using FsCheck;
using FsCheck.Fluent;

namespace Daylight.Tests.Ui;

public sealed class QueryTests
{
    [Fact]
    public void A_changed_filter_starts_again_at_the_first_page() =>
        Assert.Equal(
            "/desk/items?order=due&state=open",
            Query.Read("/desk/items?order=due&page=7").With("state", "open").Href
        );

    [Fact]
    public void Turning_the_page_keeps_the_filters() =>
        Assert.Equal(
            "/desk/items?state=open&page=3",
            Query.Read("/desk/items?state=open&page=2").With("page", "3").Href
        );

    [Fact]
    public void The_first_page_is_not_written() =>
        Assert.Equal(
            "/desk/items?state=open",
            Query.Read("/desk/items?state=open&page=2").With("page", null).Href
        );

    [Fact]
    public void Empty_fields_of_a_filter_are_not_written() =>
        Assert.Equal(
            "/desk/items?q=%E6%B8%94%E6%B8%AF",
            Query.Read("/desk/items?q=%E6%B8%94%E6%B8%AF&unit=&state=").Href
        );

    [Fact]
    public void A_plus_is_a_space() => Assert.Equal("a b", Query.Read("/x?q=a+b")["q"]);

    [Fact]
    public void Any_value_survives_its_address() =>
        Prop.ForAll<NonNull<string>, NonNull<string>>(
                (name, value) =>
                {
                    // A half surrogate is no text and cannot be written in an address.
                    if (
                        name.Get.Any(char.IsSurrogate)
                        || value.Get.Any(char.IsSurrogate)
                        || value.Get.Length == 0
                    )
                    {
                        return true;
                    }

                    return Query.Read(Query.Empty("/x").With(name.Get, value.Get).Href)[name.Get]
                        == value.Get;
                }
            )
            .QuickCheckThrowOnFailure();
}
