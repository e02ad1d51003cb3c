namespace Belfry.Bench;

/// <summary>Programs that a machine may not have: what is missing is told, with how to get it, and left out.</summary>
internal static class Needs
{
    private static readonly Dictionary<string, string> Packages = new()
    {
        ["wrk"] = "wrk",
        ["caddy"] = "caddy",
        ["nginx"] = "nginx-light",
        ["sqlite3"] = "sqlite3",
        ["node"] = "nodejs npm",
        ["gunicorn"] = "gunicorn python3-uvicorn python3-fastapi python3-sqlalchemy",
        ["chromium"] = "chromium",
        ["docker"] = "docker.io docker-compose",
    };

    private static readonly HashSet<string> Told = [];

    public static bool Has(string program)
    {
        if (Find(program) is not null || !Packages.TryGetValue(program, out var package))
        {
            return true;
        }

        if (Told.Add(program))
        {
            Console.WriteLine($"{program} is missing, and what needs it is left out: sudo apt-get install {package}");
        }

        return false;
    }

    public static bool Has(params string[] programs) => programs.Count(Has) == programs.Length;

    /// <summary>Also where servers lie, which a user's own path may not name.</summary>
    public static string? Find(string program) =>
        $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin".Split(':').Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
