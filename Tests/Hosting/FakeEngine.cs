using System.Diagnostics;
using Belfry.Tests.Support;

namespace Belfry.Tests.Hosting;

/// <summary>A shell script in the place of a container engine's program.</summary>
internal static class FakeEngine
{
    /// <summary>Writes it, and returns its path for <c>ASPIRE_CONTAINER_RUNTIME</c>.</summary>
    public static string Write(TempFolder folder, string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The test programs are written in shell.");
        var (source, path) = (folder.File("engine.sh"), folder.File("engine"));
        File.WriteAllText(source, $"#!/bin/sh\n{script}\n");

        // By another process: a program that this one starts meanwhile would inherit the open file, and then it is "busy".
        using var install = Process.Start("install", ["-m", "500", source, path]);
        install.WaitForExit();
        Assert.Equal(0, install.ExitCode);
        return path;
    }
}
