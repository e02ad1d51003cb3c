using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Belfry.Dashboard;

/// <summary>The built front end beside the assembly. Any path that is no file is the single page, which does its own routing.</summary>
internal static class Pages
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "ui");

    public static void MapPages(this WebApplication app)
    {
        var index = Path.Combine(Folder, "index.html");
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(Folder),
            ContentTypeProvider = new FileExtensionContentTypeProvider(),
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
                // Built assets carry their content's hash in the name.
                file.Context.Request.Path.StartsWithSegments("/assets") ? "private, max-age=31536000, immutable" : "no-cache",
        });
        app.MapFallback("{**path:nonfile}", (RequestDelegate)(context =>
        {
            if (context.Request.Path.StartsWithSegments("/api"))
            {
                return Problems.WriteAsync(context, 404, "Not found", "The dashboard's API has no such path.");
            }

            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.Headers.CacheControl = "no-cache";
            return context.Response.SendFileAsync(index, context.RequestAborted);
        }));
    }
}
