using Belfry.Api.Control;
using Belfry.Api.Data;
using Belfry.Api.Items;
using Belfry.Api.Json;
using Belfry.Api.Lists;
using Belfry.Api.OpenApi;
using Belfry.Api.People;
using Belfry.Api.SignIn;
using Belfry.ServiceDefaults;

if (args is [HealthCommand.Name])
{
    return HealthCommand.Run();
}

return await ServiceRunner.RunAsync(
    args,
    builder =>
    {
        builder.Services.AddDatabase();
        builder.Services.AddJson();
        builder.Services.AddApiDocument();
        builder.AddSignIn();
        builder.AddControl();
    },
    app =>
    {
        app.UseSignIn();
        app.MapSignIn();
        app.MapAccount();
        app.MapPeople();
        app.MapLists();
        app.MapItems();
        app.MapControl();
        app.MapApiDocument();
    });
