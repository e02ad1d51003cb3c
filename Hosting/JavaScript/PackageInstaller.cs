using System.Security.Cryptography;

namespace Aspire.Hosting.JavaScript;

/// <summary>
/// The child resource that installs packages. It runs only when <c>node_modules</c> is missing or the lock file changed since the last
/// install; a stamp inside <c>node_modules</c> remembers the lock file's hash, so deleting the folder forgets it too.
/// </summary>
internal static class PackageInstaller
{
    public const string StampName = ".apphost-installed";

    public static void AddTo<T>(IResourceBuilder<T> app, bool automatic) where T : JavaScriptAppResource
    {
        var builder = app.ApplicationBuilder;
        if (app.Resource.TryGetLastAnnotation<JavaScriptPackageInstallerAnnotation>(out var existing))
        {
            return;
        }

        var resource = new JavaScriptInstallerResource($"{app.Resource.Name}-installer", app.Resource.WorkingDirectory);
        app.WithAnnotation(new JavaScriptPackageInstallerAnnotation(resource));
        if (!builder.ExecutionContext.IsRunMode)
        {
            return;
        }

        var installer = builder.AddResource(resource)
            .WithParentRelationship(app.Resource)
            .ExcludeFromManifest()
            .WithAnnotation(new SkipWhenAnnotation(_ => IsUpToDate(resource.WorkingDirectory) ? "The packages are up to date." : null))
            .WithArgs(context =>
            {
                if (app.Resource.TryGetLastAnnotation<JavaScriptInstallCommandAnnotation>(out var install))
                {
                    install.Args.ToList().ForEach(context.Args.Add);
                }
            })
            .OnBeforeResourceStarted((r, _, _) =>
            {
                if (app.Resource.TryGetLastAnnotation<JavaScriptPackageManagerAnnotation>(out var manager))
                {
                    r.Annotation.Command = manager.ExecutableName;
                }

                return Task.CompletedTask;
            })
            .OnResourceStopped((r, stopped, _) =>
            {
                if (stopped.ResourceEvent.Snapshot.ExitCode == 0)
                {
                    WriteStamp(r.WorkingDirectory);
                }

                return Task.CompletedTask;
            });
        if (automatic)
        {
            app.WaitForCompletion(installer);
        }
        else
        {
            installer.WithExplicitStart();
        }
    }

    public static bool IsUpToDate(string folder)
    {
        var modules = Path.Combine(folder, "node_modules");
        if (!Directory.Exists(modules))
        {
            return false;
        }

        var stamp = Path.Combine(modules, StampName);
        if (File.Exists(stamp))
        {
            return File.ReadAllText(stamp) == Fingerprint(folder);
        }

        // Somebody ran npm by hand: npm writes this file last, so it is newer than the lock file it was made from.
        var installed = new FileInfo(Path.Combine(modules, ".package-lock.json"));
        if (!installed.Exists || installed.LastWriteTimeUtc < File.GetLastWriteTimeUtc(LockFile(folder)))
        {
            return false;
        }

        WriteStamp(folder);
        return true;
    }

    private static void WriteStamp(string folder)
    {
        if (Directory.Exists(Path.Combine(folder, "node_modules")))
        {
            File.WriteAllText(Path.Combine(folder, "node_modules", StampName), Fingerprint(folder));
        }
    }

    private static string Fingerprint(string folder) =>
        File.Exists(LockFile(folder)) ? Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(LockFile(folder)))) : "";

    private static string LockFile(string folder) => Path.Combine(folder, "package-lock.json") is var path && File.Exists(path)
        ? path
        : Path.Combine(folder, "package.json");
}
