using System.Xml.Linq;

namespace Daylight.Tests.Habits;

/// <summary>One project file, as far as these tests look into it.</summary>
internal sealed record Project(string Path, string Name, string Sdk, string[] Projects, string[] Frameworks)
{
    internal static Project Read(string path)
    {
        var xml = XDocument.Parse(Tree.Read(path)).Root!;
        return new(
            path,
            System.IO.Path.GetFileNameWithoutExtension(path),
            xml.Attribute("Sdk")?.Value ?? "",
            [
                .. Included(xml, "ProjectReference")
                    .Select(include => System.IO.Path.GetFileNameWithoutExtension(include)),
            ],
            [.. Included(xml, "FrameworkReference")]
        );
    }

    private static IEnumerable<string> Included(XElement xml, string element) =>
        xml.Descendants(element).Select(item => item.Attribute("Include")!.Value);
}
