using Daylight.Proceedings;

namespace Daylight.Registry.Faces;

internal sealed partial record RegistryVerb
{
    private static IReadOnlyList<RegistryVerb> OnUnits => [.. InUnits, .. OfUnits];

    private static IReadOnlyList<RegistryVerb> InUnits =>
        [
            new(
                "add-unit",
                "registry",
                RegistryPowers.Maintain,
                [
                    new("code", FieldKind.Short),
                    new("name", FieldKind.Short),
                    new("short", FieldKind.Short),
                    Choosing<UnitKind>("kind"),
                ],
                form =>
                    Now(
                        new Register.UnitAct(
                            FactIds.New(form.Now),
                            form["code"].Trim(),
                            form["name"],
                            form["short"],
                            form.Choice<UnitKind>("kind")
                        )
                    )
            ),
            new(
                "add-post",
                "unit",
                RegistryPowers.Maintain,
                [new("post", FieldKind.Short), new("name", FieldKind.Short), .. Traits],
                form => Now(new CreatePost.Act(form["post"].Trim(), form.Id, form["name"], form.Traits))
            ),
            new(
                "liaison",
                "unit",
                RegistryPowers.Maintain,
                [
                    Choosing<LiaisonField>("field"),
                    new("deputy", FieldKind.Flag),
                    new("person", FieldKind.Short),
                ],
                form =>
                    Now(
                        new NameLiaison.Act(
                            form.Id,
                            form.Choice<LiaisonField>("field"),
                            form.Flag("deputy"),
                            form["person"].Trim()
                        )
                    )
            ),
        ];

    private static IReadOnlyList<RegistryVerb> OfUnits =>
        [
            new(
                "place",
                "unit",
                RegistryPowers.Maintain,
                [new("parent", FieldKind.Unit, Required: false)],
                form => Now(new PlaceUnit.Act(form.Id, form["parent"]))
            ),
            new(
                "rename",
                "unit",
                RegistryPowers.Maintain,
                [new("name", FieldKind.Short), new("short", FieldKind.Short), new("from", FieldKind.Day)],
                form => Now(new Rename.UnitAct(form.Id, form["name"], form["short"], form.Day("from")))
            ),
            new(
                "split",
                "unit",
                RegistryPowers.Maintain,
                [
                    new("code", FieldKind.Short),
                    new("name", FieldKind.Short),
                    new("short", FieldKind.Short),
                    Choosing<UnitKind>("kind"),
                    new("posts", FieldKind.Long, Required: false),
                    new("from", FieldKind.Day),
                ],
                form =>
                    Now(
                        new Split.UnitAct(
                            form.Id,
                            FactIds.New(form.Now),
                            form["code"].Trim(),
                            form["name"],
                            form["short"],
                            form.Choice<UnitKind>("kind"),
                            List(form["posts"]),
                            form.Day("from")
                        )
                    ),
                Against: true
            ),
            new(
                "merge",
                "unit",
                RegistryPowers.Maintain,
                [new("into", FieldKind.Unit), new("code", FieldKind.Short), new("from", FieldKind.Day)],
                async form => new Merge.UnitAct(
                    form.Id,
                    form["code"].Trim(),
                    form["into"],
                    form.Day("from"),
                    [.. (await form.Reading.PostsOf(form.Id)).Select(line => line.Post.Post)]
                ),
                Against: true
            ),
        ];
}
