using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.RegularExpressions;
using Belfry.Hosting.Sqlite;
using Belfry.Tests.Support;

namespace Belfry.Tests.Hosting;

/// <summary>
/// docs/aspire-compatibility.md names every public member of the hosting assembly and says whether the official packages have it too.
/// Run with BELFRY_WRITE_COMPATIBILITY=1 to write it anew after a change: known verdicts stay, new members come in as "ours" until
/// somebody has looked.
/// </summary>
public sealed partial class CompatibilityTests
{
    private static readonly string File = Path.Combine(RepositoryRoot.Path, "docs", "aspire-compatibility.md");
    private static readonly string[] Verdicts = ["same", "narrower", "ours"];

    [Fact]
    public void Document_OfTheAssembly_NamesEveryMemberOnce()
    {
        var surface = PublicSurface.Read();
        if (Environment.GetEnvironmentVariable("BELFRY_WRITE_COMPATIBILITY") is not null)
        {
            Write(surface, Read());
        }

        var offered = surface.SelectMany(type => type.Value.Select(member => $"{type.Key}: {member}").Prepend($"{type.Key}: ")).Order(StringComparer.Ordinal);
        var named = Read().Keys.Select(row => $"{row.Type}: {row.Member}").Order(StringComparer.Ordinal);

        Assert.Equal(offered, named);
    }

    [Theory]
    [InlineData("AppHost")]
    [InlineData("Belfry.Hosting.Sqlite")]
    public void Assembly_OfTheApplication_UsesNoMemberOfOurs(string assembly)
    {
        var rows = Read();
        var folder = Path.GetDirectoryName(typeof(SqliteVolumeExtensions).Assembly.Location)!;

        var ours = UsedBy(Path.Combine(folder, $"{assembly}.dll"))
            .Where(used => rows.Any(row => Matches(row.Key, used)) && rows.Where(row => Matches(row.Key, used)).All(row => row.Value == "ours"));

        Assert.Empty(ours);
    }

    private static bool Matches((string Type, string Member) row, (string Type, string Member) used) =>
        row.Type == used.Type && row.Member.Split('(')[0] == used.Member;

    /// <summary>Types and members that an assembly refers to. Property accessors count as their property, constructors as their type's name.</summary>
    private static List<(string Type, string Member)> UsedBy(string path)
    {
        using var reader = new PEReader(System.IO.File.OpenRead(path));
        var metadata = reader.GetMetadataReader();
        var used = metadata.TypeReferences.Select(handle => (NameOf(metadata, handle), "")).ToList();
        foreach (var member in metadata.MemberReferences.Select(metadata.GetMemberReference).Where(m => m.Parent.Kind == HandleKind.TypeReference))
        {
            var type = NameOf(metadata, (TypeReferenceHandle)member.Parent);
            var name = metadata.GetString(member.Name);
            used.Add((type, name == ".ctor" ? type[(type.LastIndexOf('.') + 1)..] : Accessor().Replace(name, "")));
        }

        return used;
    }

    private static string NameOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        var name = metadata.GetString(type.Name).Split('`')[0];
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{NameOf(metadata, (TypeReferenceHandle)type.ResolutionScope)}.{name}"
            : $"{metadata.GetString(type.Namespace)}.{name}";
    }

    private static Dictionary<(string Type, string Member), string> Read()
    {
        var rows = new Dictionary<(string, string), string>();
        var type = "";
        foreach (var line in System.IO.File.Exists(File) ? System.IO.File.ReadLines(File) : [])
        {
            if (Heading().Match(line) is { Success: true } heading)
            {
                type = heading.Groups[1].Value;
                rows.Add((type, ""), heading.Groups[2].Value);
            }
            else if (Members().Match(line) is { Success: true } members)
            {
                foreach (Match member in Code().Matches(members.Groups[2].Value))
                {
                    rows.Add((type, member.Groups[1].Value), members.Groups[1].Value);
                }
            }
        }

        return rows;
    }

    private static void Write(SortedDictionary<string, SortedSet<string>> surface, Dictionary<(string Type, string Member), string> known)
    {
        string VerdictOf(string type, string member) => known.GetValueOrDefault((type, member), "ours");
        var old = System.IO.File.ReadAllText(File);
        var text = new StringBuilder(old[..(old.IndexOf("\n## Members\n", StringComparison.Ordinal) + 1)]).Append("## Members\n");
        foreach (var (type, members) in surface)
        {
            text.Append($"\n### `{type}`: {VerdictOf(type, "")}\n\n");
            foreach (var verdict in Verdicts)
            {
                var those = members.Where(member => VerdictOf(type, member) == verdict).ToArray();
                text.Append(those.Length > 0 ? $"- {verdict}: {string.Join(", ", those.Select(m => $"`{m}`"))}\n" : "");
            }
        }

        System.IO.File.WriteAllText(File, text.ToString());
    }

    [GeneratedRegex("^### `([^`]+)`: (same|narrower|ours)$")]
    private static partial Regex Heading();

    [GeneratedRegex("^- (same|narrower|ours): (.+)$")]
    private static partial Regex Members();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex("^(get|set|add|remove)_")]
    private static partial Regex Accessor();
}
