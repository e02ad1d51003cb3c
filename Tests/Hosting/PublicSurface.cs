using System.Reflection;
using System.Runtime.CompilerServices;
using Aspire.Hosting;

namespace Belfry.Tests.Hosting;

/// <summary>What the hosting assembly offers, one line per type and member, in words short enough to read: <c>AddProject(IDistributedApplicationBuilder, string)</c>.</summary>
internal static class PublicSurface
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(string)] = "string", [typeof(object)] = "object", [typeof(bool)] = "bool", [typeof(int)] = "int", [typeof(void)] = "void",
    };

    /// <summary>The members of every public type, by the type's full name.</summary>
    public static SortedDictionary<string, SortedSet<string>> Read()
    {
        var types = typeof(DistributedApplication).Assembly.GetExportedTypes();

        // A generic type shares its entry with the one of the same name that is not.
        var named = types.GroupBy(NameOf).ToDictionary(group => group.Key, group => new SortedSet<string>(group.SelectMany(Members), StringComparer.Ordinal));
        return new(named, StringComparer.Ordinal);
    }

    private static string NameOf(Type type) =>
        $"{type.Namespace}.{(type.DeclaringType is { } outer ? $"{Bare(outer)}.{Bare(type)}" : Bare(type))}";

    private static IEnumerable<string> Members(Type type) => type.IsEnum
        ? type.GetEnumNames()
        : type.GetMembers(Own).Where(IsOffered).Select(Describe).OfType<string>();

    private static bool IsOffered(MemberInfo member) => !member.IsDefined(typeof(CompilerGeneratedAttribute)) && member switch
    {
        MethodBase { Name: "ToString" or "Equals" or "GetHashCode" } => false,
        MethodInfo { IsSpecialName: true } => false,
        MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(a => a.IsPublic || a.IsFamily) && property.Name != "EqualityContract",
        FieldInfo field => field.IsPublic,
        EventInfo e => e.AddMethod!.IsPublic,
        _ => false,
    };

    private static string? Describe(MemberInfo member) => member switch
    {
        ConstructorInfo { DeclaringType: { } owner } made => $"{Bare(owner)}({Parameters(made)})",
        MethodInfo method => $"{method.Name}({Parameters(method)})",
        _ => member.Name,
    };

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p => Word(p.ParameterType)));

    private static string Word(Type type)
    {
        if (type.IsByRef || type.IsArray)
        {
            return Word(type.GetElementType()!) + (type.IsArray ? "[]" : "");
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Word(value);
        }

        return Keywords.GetValueOrDefault(type)
            ?? (type.IsGenericType ? $"{Bare(type)}<{string.Join(", ", type.GetGenericArguments().Select(Word))}>" : Bare(type));
    }

    private static string Bare(Type type) => type.Name.Split('`')[0];
}
