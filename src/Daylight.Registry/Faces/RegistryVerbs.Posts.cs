namespace Daylight.Registry.Faces;

internal sealed partial record RegistryVerb
{
    private static IReadOnlyList<RegistryVerb> OnPosts => [.. Holding, .. Describing, .. Answering];

    private static IReadOnlyList<RegistryVerb> Holding =>
        [
            new(
                "accept",
                "post",
                RegistryPowers.Desk,
                [new("remark", FieldKind.Short, Required: false)],
                form => Now(new HandOver.AcceptAct(form.Id, form["remark"]))
            ),
            new(
                "appoint",
                "post",
                RegistryPowers.Appoint,
                [
                    new("person", FieldKind.Short),
                    Choosing<OfficeKind>("way"),
                    new("from", FieldKind.Day),
                    new("to", FieldKind.Day, Required: false),
                    s_paper,
                ],
                form =>
                    Now(
                        new Appoint.Act(
                            form.Id,
                            form["person"].Trim(),
                            form.Choice<OfficeKind>("way"),
                            form.Day("from"),
                            form.DayOrNull("to"),
                            form["paper"]
                        )
                    )
            ),
            new(
                "hand-over",
                "post",
                RegistryPowers.Appoint,
                [
                    new("person", FieldKind.Short),
                    Choosing<OfficeKind>("way"),
                    new("on", FieldKind.Day),
                    Choosing<LeavingReason>("why"),
                    s_paper,
                ],
                async form => new HandOver.Act(
                    form.Id,
                    await HolderOf(form),
                    form["person"].Trim(),
                    form.Choice<OfficeKind>("way"),
                    form.Day("on"),
                    form.Choice<LeavingReason>("why"),
                    form["paper"],
                    await form.OpenMatters()
                )
            ),
            new(
                "leave",
                "post",
                RegistryPowers.Appoint,
                [new("on", FieldKind.Day), Choosing<LeavingReason>("why"), s_paper],
                async form => new LeaveOffice.Act(
                    form.Id,
                    await HolderOf(form),
                    form.Day("on"),
                    form.Choice<LeavingReason>("why"),
                    form["paper"]
                ),
                Against: true
            ),
        ];

    private static IReadOnlyList<RegistryVerb> Describing =>
        [
            new(
                "describe",
                "post",
                RegistryPowers.Maintain,
                [
                    new("basics", FieldKind.Long),
                    new("duties", FieldKind.Long),
                    new("flow", FieldKind.Long),
                    new("abilities", FieldKind.Long),
                    new("cost", FieldKind.Long),
                ],
                form =>
                    Now(
                        new ChangePost.DescribeAct(
                            form.Id,
                            new(
                                form["basics"].Trim(),
                                form["duties"].Trim(),
                                form["flow"].Trim(),
                                form["abilities"].Trim(),
                                form["cost"].Trim()
                            )
                        )
                    )
            ),
            new(
                "traits",
                "post",
                RegistryPowers.Maintain,
                [new("name", FieldKind.Short), .. Traits],
                form => Now(new ChangePost.TraitsAct(form.Id, form["name"], form.Traits))
            ),
        ];

    private static IReadOnlyList<RegistryVerb> Answering =>
        [
            new(
                "power",
                "post",
                RegistryPowers.Maintain,
                [
                    new("power", FieldKind.Short),
                    new("title", FieldKind.Short),
                    Choosing<PowerClass>("class"),
                    new("basis", FieldKind.Short),
                    new("duty", FieldKind.Long),
                ],
                form =>
                    Now(
                        new ListPower.Act(
                            form["power"].Trim(),
                            form.Id,
                            form["title"],
                            form.Choice<PowerClass>("class"),
                            form["basis"],
                            form["duty"]
                        )
                    )
            ),
            new(
                "node",
                "post",
                RegistryPowers.Maintain,
                [
                    new("year", FieldKind.Short),
                    new("node", FieldKind.Short),
                    new("parent-node", FieldKind.Short, Required: false),
                    new("title", FieldKind.Short),
                ],
                form =>
                    Now(
                        new PlaceResponsibility.Act(
                            Year(form["year"]),
                            form["node"].Trim(),
                            form["parent-node"].Trim(),
                            form["title"],
                            form.Id
                        )
                    )
            ),
            new(
                "abolish",
                "post",
                RegistryPowers.Maintain,
                [new("successor", FieldKind.Short), new("on", FieldKind.Day), s_paper],
                async form => new AbolishPost.Act(
                    form.Id,
                    (await form.Reading.Post(form.Id))?.Post.Unit ?? "",
                    form["successor"].Trim(),
                    form.Day("on"),
                    form["paper"],
                    await form.Answers(),
                    await form.OpenMatters()
                ),
                Against: true
            ),
        ];

    private static async Task<string> HolderOf(VerbForm form) =>
        (await form.Reading.Post(form.Id))?.Held?.Person ?? "";
}
