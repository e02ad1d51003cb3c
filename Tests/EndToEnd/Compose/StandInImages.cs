using System.Diagnostics;
using Belfry.Tests.BackupWorker;
using Belfry.Tests.Hosting.Containers;
using Belfry.Tests.Storage.Targets;
using Belfry.Tests.Support;

namespace Belfry.Tests.EndToEnd.Compose;

/// <summary>
/// Images under the names that the Dockerfiles begin with, made from this machine: the .NET runtime, Caddy, rclone, an S3-compatible server, and in place of the SDK and npm a hand-over of
/// what this machine's SDK and Node have built. So the real Dockerfiles are built, in seconds and without a network; what they would compile is
/// compiled outside. Native code takes minutes to compile: the API and the worker are as <see cref="BuiltProgram"/> has them, and where that is not native, the base without .NET has it too.
/// </summary>
internal static class StandInImages
{
    /// <summary>The base with .NET.</summary>
    public const string Runtime = "mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled";

    private const string Node = "node:22-bookworm-slim";
    private const string Sdk = "mcr.microsoft.com/dotnet/sdk:10.0";
    private const string WithoutRuntime = "mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled";
    private const string Caddy = "caddy:2-alpine";
    private const string S3 = "versity/versitygw:v1.8.0";
    private const string Rclone = "rclone/rclone:1";
    private static readonly (string Room, string File)[] Programs = [("Api", "Api.dll"), ("BackupWorker", "belfry.dll"), ("Dashboard", "Dashboard.dll")];

    public static Task MakeAsync(CancellationToken cancellation) => Task.WhenAll(MakeBuilderAsync(cancellation), MakeRuntimesAsync(), MakeCaddyAsync(), MakeS3Async(), MakeRcloneAsync());

    private static async Task MakeBuilderAsync(CancellationToken cancellation)
    {
        await WebPackages.RunScriptAsync("build", cancellation);
        await using var image = new ImageArchive();
        image.AddPrograms("/bin/sh", "/bin/cat", "/bin/cp", "/bin/ln", "/bin/mkdir", "/bin/rm");
        image.AddText("/usr/bin/cc", "#!/bin/sh\n");
        image.AddFile(NpmPackages.Node, "/usr/local/bin/node");
        image.AddLibrariesOf(NpmPackages.Node);
        image.AddText("/built/sbom.cdx.json", await ListPackagesAsync());
        image.AddText("/usr/local/lib/node_modules/npm/bin/npm-cli.js", """
            #!/bin/sh
            [ "$1" != run ] || cp -r /built/Web dist
            [ "$1" != sbom ] || cat /built/sbom.cdx.json
            """);
        image.AddFile("/bin/true", "/usr/local/lib/node_modules/npm/bin/npx-cli.js");
        image.AddText("/usr/local/bin/npm", """
            #!/bin/sh
            exec sh /usr/local/lib/node_modules/npm/bin/npm-cli.js "$@"
            """);
        image.AddText("/usr/local/bin/dotnet", """
            #!/bin/sh
            # dotnet publish ROOM ... --output FOLDER
            room=$2
            while [ "$1" != --output ]; do shift; done
            cp -r /built/$room "$2"
            mkdir -p artifacts/bin/$room
            cp -r /built/packages/$room artifacts/bin/$room/release
            """);
        var foreign = $"{Path.DirectorySeparatorChar}runtimes{Path.DirectorySeparatorChar}";
        foreach (var (room, file) in Programs)
        {
            var packages = Path.ChangeExtension(file, ".deps.json");
            image.AddFile(BuiltProgram.PathOf(room, packages), $"/built/packages/{room}/{packages}");
            image.AddFolder(BuiltProgram.FolderOf(room), $"/built/{room}", path => !path.Contains(foreign, StringComparison.Ordinal) || path.Contains(CompiledEngine.Runtime, StringComparison.Ordinal));
        }

        image.AddFolder(Path.Combine(WebPackages.Folder, "dist"), "/built/Web");
        await image.ImportAsync(Sdk, "ENV PATH=/usr/local/bin:/usr/bin");
        await Docker.RunAsync("tag", Sdk, Node);
    }

    private static async Task<string> ListPackagesAsync() => (await BelfryProgram.RunAsync(
        new ProcessStartInfo("npm", ["sbom", "--package-lock-only", "--sbom-type", "application", "--sbom-format", "cyclonedx"])
        {
            WorkingDirectory = WebPackages.Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })).Output;

    private static async Task MakeRuntimesAsync()
    {
        // /usr/share/dotnet/shared/Microsoft.NETCore.App/10.0.1/System.Private.CoreLib.dll
        var frameworks = new DirectoryInfo(Path.GetDirectoryName(typeof(object).Assembly.Location)!);
        var root = frameworks.Parent!.Parent!.Parent!.FullName;
        await using (var image = NewBase(root, frameworks.FullName))
        {
            image.AddFile(Path.Combine(root, "dotnet"), "/usr/share/dotnet/dotnet");
            image.AddFolder(Path.Combine(root, "host", "fxr", frameworks.Name), $"/usr/share/dotnet/host/fxr/{frameworks.Name}");
            foreach (var framework in (string[])["Microsoft.NETCore.App", "Microsoft.AspNetCore.App"])
            {
                image.AddFolder(Path.Combine(root, "shared", framework, frameworks.Name), $"/usr/share/dotnet/shared/{framework}/{frameworks.Name}");
            }

            await ImportBaseAsync(image, Runtime);
        }

        if (BuiltProgram.IsNative("Api") && BuiltProgram.IsNative("BackupWorker"))
        {
            await using var image = NewBase(root, frameworks.FullName);
            await ImportBaseAsync(image, WithoutRuntime);
        }
        else
        {
            await Docker.RunAsync("tag", Runtime, WithoutRuntime);
        }
    }

    private static ImageArchive NewBase(string root, string frameworks)
    {
        var image = new ImageArchive();
        image.AddText("/etc/passwd", "root:x:0:0::/root:\napp:x:1654:1654::/home/app:\n");
        image.AddLibrariesOf(Path.Combine(root, "dotnet"));
        // What the runtime and SQLite load by name.
        Array.ForEach(Directory.GetFiles(frameworks, "*.so"), image.AddLibrariesOf);
        image.AddLibrariesOf(BuiltProgram.PathOf("Api", $"runtimes/{CompiledEngine.Runtime}/native/libe_sqlite3.so"));
        AddByName(image, "libssl.so.3", "libcrypto.so.3", "libnss_dns.so.2", "libnss_files.so.2");
        return image;
    }

    private static Task ImportBaseAsync(ImageArchive image, string name) => image.ImportAsync(name, "ENV PATH=/usr/bin DOTNET_RUNNING_IN_CONTAINER=true", "USER 1654");

    private static async Task MakeCaddyAsync()
    {
        await using var image = new ImageArchive();
        image.AddPrograms("/bin/sh", "/bin/cp", "/bin/date", "/bin/mkdir", "/bin/rm", "/bin/sleep", "/bin/tar", "/usr/bin/touch", "/usr/bin/id", "/usr/bin/wget", "/usr/bin/caddy");
        image.AddText("/etc/passwd", "root:x:0:0::/root:/bin/sh\n");
        AddByName(image, "libnss_dns.so.2", "libnss_files.so.2");
        await image.ImportAsync(Caddy, "ENV PATH=/usr/bin:/usr/local/bin");
    }

    /// <summary>The server of the tests of Storage.S3, started by the words that the other one understands.</summary>
    private static async Task MakeS3Async()
    {
        await S3Server.Packages.EnsureAsync();
        await using var image = new ImageArchive();
        image.AddPrograms("/bin/sh", "/bin/cat", "/bin/mkdir", NpmPackages.Node);
        image.AddFolder(Path.Combine(S3Server.Packages.Folder, "node_modules"), "/usr/lib/node_modules");
        image.AddText("/usr/local/bin/versitygw", $"#!/bin/sh\nexec {NpmPackages.Node} /usr/lib/serve.js \"$@\"\n");
        image.AddText("/usr/lib/serve.js", """
            // versitygw --port :7070 posix FOLDER
            const [port, folder] = [process.argv[3].slice(1), process.argv[5]];
            const { ROOT_ACCESS_KEY_ID, ROOT_SECRET_ACCESS_KEY } = process.env;
            require("s3rver/lib/models/account").DUMMY_ACCOUNT.createKeyPair(ROOT_ACCESS_KEY_ID, ROOT_SECRET_ACCESS_KEY);
            new (require("s3rver"))({ address: "0.0.0.0", port, directory: folder, silent: true, vhostBuckets: false }).run();
            process.on("SIGTERM", () => process.exit());
            """);
        await image.ImportAsync(S3, "ENV PATH=/usr/bin:/usr/local/bin");
    }

    private static async Task MakeRcloneAsync()
    {
        await using var image = new ImageArchive();
        image.AddPrograms("/bin/sh", "/bin/cat", "/usr/bin/rclone");
        AddByName(image, "libnss_dns.so.2", "libnss_files.so.2");
        await image.ImportAsync(Rclone, "ENV PATH=/usr/bin:/usr/local/bin");
    }

    private static void AddByName(ImageArchive image, params string[] libraries)
    {
        foreach (var library in libraries)
        {
            var path = Directory.EnumerateDirectories("/usr/lib", "*-linux-gnu").Select(folder => Path.Combine(folder, library)).First(File.Exists);
            image.AddFile(path, path);
            image.AddLibrariesOf(path);
        }
    }
}
