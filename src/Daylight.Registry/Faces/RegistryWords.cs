namespace Daylight.Registry.Faces;

/// <summary>Keys of the words for members of enumerations.</summary>
internal static class RegistryWords
{
    public static string Key(Type of, string name) =>
        of == typeof(UnitKind) ? $"kind.{name}"
        : of == typeof(PostLevel) ? $"level.{name}"
        : of == typeof(PostFunction) ? $"function.{name}"
        : of == typeof(OfficeKind) ? $"way.{name}"
        : of == typeof(LeavingReason) ? $"why.{name}"
        : of == typeof(LiaisonField) ? $"liaison.{name}"
        : $"class.{name}";
}
