using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Belfry.Bench.Dashboard;

/// <summary>The peer of the ingest figures: a web server that reads each request and forgets it. No receiver on this machine can be faster.</summary>
internal static class BareReceiver
{
    public static async Task RunAsync(string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(address);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Run(async context => await context.Request.Body.CopyToAsync(Stream.Null));
        await app.RunAsync();
    }

    public static async Task<Process> StartAsync(Uri address)
    {
        var process = Process.Start("dotnet", [typeof(BareReceiver).Assembly.Location, "bare-receiver", address.ToString()]);
        while (!await Server.AnswersAsync(address))
        {
            await Task.Delay(5);
        }

        return process;
    }
}
