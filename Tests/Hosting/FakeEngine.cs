using Belfry.Tests.Support;

namespace Belfry.Tests.Hosting;

/// <summary>A shell script in the place of a container engine's program.</summary>
internal static class FakeEngine
{
    /// <summary>Writes it, and returns its path for <c>ASPIRE_CONTAINER_RUNTIME</c>.</summary>
    public static string Write(TempFolder folder, string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The test programs are written in shell.");
        var path = folder.File("engine");
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        return path;
    }
}
