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
        if (!builder.ExecutionContext.IsRunMode)
        {
            return;
        }

        if (app.Resource.TryGetLastAnnotation<JavaScriptPackageInstallerAnnotation>(out var existing))
        {
            if (!automatic)
            {
                LeaveToThePerson(app.Resource, builder.CreateResourceBuilder(existing.Resource));
            }

            return;
        }

        var resource = new JavaScriptInstallerResource($"{app.Resource.Name}-installer", app.Resource.WorkingDirectory);
        app.WithAnnotation(new JavaScriptPackageInstallerAnnotation(resource));
        var installer = builder.AddResource(resource)
            .WithParentRelationship(app.Resource)
            .ExcludeFromManifest()
            .WithAnnotation(new SkipWhenAnnotation(_ => IsUpToDate(resource.WorkingDirectory, ManagerOf(app.Resource)) ? "The packages are up to date." : null))
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
                    WriteStamp(r.WorkingDirectory, ManagerOf(app.Resource));
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

    /// <summary>Whether the installed packages are those of the lock file, or of <c>package.json</c> where there is none.</summary>
    public static bool IsUpToDate(string folder, string manager)
    {
        var modules = Path.Combine(folder, "node_modules");
        if (!Directory.Exists(modules))
        {
            return false;
        }

        var stamp = Path.Combine(modules, StampName);
        if (File.Exists(stamp))
        {
            return File.ReadAllText(stamp) == Fingerprint(folder, manager);
        }

        // Somebody installed by hand: a package manager writes this file last, so it is newer than the lock file it was made from.
        var installed = new FileInfo(Path.Combine(modules, manager switch
        {
            "yarn" => ".yarn-integrity",
            "pnpm" => ".modules.yaml",
            _ => ".package-lock.json",
        }));
        if (!installed.Exists || installed.LastWriteTimeUtc < File.GetLastWriteTimeUtc(LockFile(folder, manager)))
        {
            return false;
        }

        WriteStamp(folder, manager);
        return true;
    }

    private static void LeaveToThePerson(JavaScriptAppResource app, IResourceBuilder<ExecutableResource> installer)
    {
        foreach (var wait in app.Annotations.OfType<WaitAnnotation>().Where(w => w.Resource == installer.Resource).ToArray())
        {
            app.Annotations.Remove(wait);
        }

        installer.WithExplicitStart();
    }

    private static string ManagerOf(JavaScriptAppResource app) =>
        app.TryGetLastAnnotation<JavaScriptPackageManagerAnnotation>(out var manager) ? manager.ExecutableName : "npm";

    private static void WriteStamp(string folder, string manager)
    {
        if (Directory.Exists(Path.Combine(folder, "node_modules")))
        {
            File.WriteAllText(Path.Combine(folder, "node_modules", StampName), Fingerprint(folder, manager));
        }
    }

    private static string Fingerprint(string folder, string manager) => File.Exists(LockFile(folder, manager))
        ? $"{manager} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(LockFile(folder, manager))))}"
        : manager;

    private static string LockFile(string folder, string manager)
    {
        string[] names = manager switch
        {
            "yarn" => ["yarn.lock"],
            "pnpm" => ["pnpm-lock.yaml"],
            "bun" => ["bun.lock", "bun.lockb"],
            _ => ["package-lock.json"],
        };
        return names.Append("package.json").Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists) ?? Path.Combine(folder, "package.json");
    }
}
