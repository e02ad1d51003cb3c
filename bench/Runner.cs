using Belfry.Bench.Results;

namespace Belfry.Bench;

/// <param name="Name">What it is called on the command line and in the table.</param>
/// <param name="What">What it measures, in a few words.</param>
/// <param name="RunAsync">Measures it.</param>
/// <param name="Needs">Programs without which it is left out.</param>
/// <param name="Versions">Programs whose versions matter to its figures.</param>
internal sealed record Bench(string Name, string What, Func<Form, Collector, Task> RunAsync, string[] Needs, string[] Versions);

/// <summary>Runs the benches that were named, one after the other, and writes down each one as soon as it is done.</summary>
internal static class Runner
{
    private const string QuickOption = "--quick";

    public static async Task<int> RunAsync(Bench[] benches, string[] arguments)
    {
        var form = new Form(arguments.Contains(QuickOption));
        var names = arguments.Where(argument => argument != QuickOption).ToList();
        if (names.Find(name => !benches.Any(bench => bench.Name == name)) is { } unknown)
        {
            return Usage(benches, unknown);
        }

        var failed = 0;
        foreach (var bench in benches.Where(bench => names.Count == 0 || names.Contains(bench.Name)))
        {
            Console.WriteLine($"# {bench.Name}: {bench.What}");
            if (Needs.Has(bench.Needs) && !await MeasureAsync(bench, form, [.. benches.Select(one => one.Name)]))
            {
                failed++;
            }
        }

        return failed == 0 ? 0 : 1;
    }

    /// <summary>Makes the page from the runs in the file, and what follows from them in the file too, for who merged or took away figures.</summary>
    public static int Render()
    {
        var folder = Path.Combine(Repository.Folder, "docs");
        var file = Path.Combine(folder, "performance.tsv");
        var all = FiguresFile.Read(file);
        FiguresFile.Write(file, all);
        Show(all, folder);
        return 0;
    }

    private static void Show(IReadOnlyList<Measured> all, string folder)
    {
        var page = File.ReadAllText(Path.Combine(Repository.Folder, "docs/performance.md"));
        File.WriteAllText(Path.Combine(folder, "performance.md"), Page.Renew(page, all));
        var images = Directory.CreateDirectory(Path.Combine(folder, "images")).FullName;
        File.WriteAllText(Path.Combine(images, "growth.svg"), Curves.Svg(all.Where(one => one.Bench == "growth").SelectMany(one => one.Figures)));
    }

    /// <summary>A bench that fails leaves its figures of before, and lets the others go on.</summary>
    private static async Task<bool> MeasureAsync(Bench bench, Form form, string[] order)
    {
        var how = Machine.Describe(bench.Versions);
        var collector = new Collector(bench.Name);
        try
        {
            await bench.RunAsync(form, collector);
        }
        catch (Exception failure)
        {
            Console.Error.WriteLine($"{bench.Name} failed: {failure}");
            return false;
        }

        var measured = collector.Done(how);
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Folder, form.Quick ? "artifacts/bench" : "docs")).FullName;
        var all = FiguresFile.Renew(Path.Combine(folder, "performance.tsv"), measured, order);
        Show(all, folder);
        Console.WriteLine(Page.Tables(all.First(one => one.Bench == bench.Name)));
        Console.WriteLine($"Written to {Path.GetRelativePath(Environment.CurrentDirectory, folder)}/performance.md and performance.tsv.");
        return true;
    }

    private static int Usage(Bench[] benches, string unknown)
    {
        if (unknown is not ("--help" or "-h"))
        {
            Console.Error.WriteLine($"There is no bench \"{unknown}\".");
        }

        Console.WriteLine("Usage: ./bench/run [--quick] [name...]   (without a name all of them)");
        foreach (var bench in benches)
        {
            Console.WriteLine($"  {bench.Name,-11} {bench.What}");
        }

        Console.WriteLine("  render      makes docs/performance.md from docs/performance.tsv, without measuring");
        Console.WriteLine($"  {QuickOption,-11} a minute or two for each, small sizes, into artifacts/bench: no figures to quote");
        return unknown is "--help" or "-h" ? 0 : 2;
    }
}
