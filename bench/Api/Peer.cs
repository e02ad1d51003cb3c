namespace Belfry.Bench.Api;

/// <summary>Another way to write the same server; see <c>peers/</c>.</summary>
internal sealed record Peer(string Name, string Folder, string Program, string[] Arguments, Action<string> Prepare, bool AnswersBare = false)
{
    private static readonly string Root = Path.Combine(Repository.Folder, "bench/Api/peers");

    public static IEnumerable<Peer> All { get; } =
    [
        new("FastAPI", "fastapi", "gunicorn", ["app:app", "-w", "2", "-k", "uvicorn.workers.UvicornWorker", "-b", "127.0.0.1:{port}", "--log-level", "error"], _ => { }),
        new("Express", "node", "node", ["express.js"], InstallNode),
        new("Fastify", "node", "node", ["fastify.js"], InstallNode),
        new("naive .NET", "naive", Path.Combine(Root, "../../../artifacts/bench/naive/Naive"), [], PublishNaive, AnswersBare: true),
    ];

    /// <summary>Gets ready what it needs; tells why when it has to be left out.</summary>
    public bool Install()
    {
        if (!Needs.Has(Program))
        {
            return false;
        }

        try
        {
            Prepare(Path.Combine(Root, Folder));
            return true;
        }
        catch (InvalidOperationException failure)
        {
            Console.WriteLine($"{Name} is left out: {failure.Message}");
            return false;
        }
    }

    public Task<Server> StartAsync(string database, string path)
    {
        var port = Server.FreePort();
        return Server.StartAsync(
            port, path, Path.Combine(Root, Folder), Program, Arguments.Select(argument => argument.Replace("{port}", $"{port}", StringComparison.Ordinal)), new()
            {
                ["DATABASE"] = database,
                ["PORT"] = $"{port}",
                ["NODE_ENV"] = "production",
                ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
            });
    }

    /// <summary>better-sqlite3 is compiled against the headers that came with node.</summary>
    private static void InstallNode(string folder)
    {
        if (!Directory.Exists(Path.Combine(folder, "node_modules/better-sqlite3/build")))
        {
            Tools.Run(folder, "env", "npm_config_nodedir=/usr", "npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error");
        }
    }

    private static void PublishNaive(string folder) => Tools.Run(
        folder, "dotnet", "publish", "--configuration", "Release", "--use-current-runtime", "--self-contained", "false", "-v", "q",
        "--output", Path.Combine(Root, "../../../artifacts/bench/naive"));
}
