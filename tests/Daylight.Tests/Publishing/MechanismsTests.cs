using Daylight.Proceedings;
using Daylight.Web;

namespace Daylight.Tests.Publishing;

public sealed class MechanismsTests
{
    [Fact]
    public void Every_view_and_every_fact_of_the_program_is_known_to_its_nodes()
    {
        var types = Directory
            .EnumerateFiles(AppContext.BaseDirectory, "Daylight.*.dll")
            .Where(file => Path.GetFileName(file) is not ("Daylight.Tests.dll" or "Daylight.Writer.dll"))
            .Select(System.Reflection.Assembly.LoadFrom)
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type is { IsAbstract: false, IsClass: true })
            .ToList();

        Assert.Equal(
            types.Where(type => type.IsAssignableTo(typeof(View))).OrderBy(type => type.FullName),
            Mechanisms.Views.Select(view => view.GetType()).OrderBy(type => type.FullName)
        );
        Assert.Equal(
            types.Where(type => type.IsAssignableTo(typeof(Fact))).OrderBy(type => type.FullName),
            Mechanisms.Kinds.All.Select(kind => kind.Key).OrderBy(type => type.FullName)
        );
    }
}
