using Belfry.Api.Browsers;
using Belfry.Api.Control;
using Belfry.Api.Data;
using Belfry.Api.Items;
using Belfry.Api.Json;
using Belfry.Api.Lists;
using Belfry.Api.OpenApi;
using Belfry.ServiceDefaults;

return await ServiceRunner.RunAsync(
    args,
    builder =>
    {
        builder.Services.AddDatabase();
        builder.Services.AddJson();
        builder.Services.AddApiDocument();
        builder.AddControl();
    },
    app =>
    {
        app.UseCrossSiteGuard();
        app.MapLists();
        app.MapItems();
        app.MapControl();
        app.MapApiDocument();
    });
