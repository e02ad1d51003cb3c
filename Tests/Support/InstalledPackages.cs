[assembly: AssemblyFixture(typeof(Belfry.Tests.Support.InstalledPackages))]

namespace Belfry.Tests.Support;

/// <summary>
/// Installs the packages of <c>Web/</c> before the first test: otherwise, in a fresh clone, an AppHost under test and the front end's
/// own tests would install them at once into the same folder. Without npm there is nothing to do here; the tests that need it say so.
/// </summary>
public sealed class InstalledPackages : IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        if (Prerequisite.FindProgram("npm", "npm.cmd") is not null)
        {
            await WebPackages.EnsureAsync();
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
