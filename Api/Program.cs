using Belfry.Api.Auditing;
using Belfry.Api.Bin;
using Belfry.Api.Control;
using Belfry.Api.Data;
using Belfry.Api.Items;
using Belfry.Api.Json;
using Belfry.Api.Lists;
using Belfry.Api.Live;
using Belfry.Api.OpenApi;
using Belfry.Api.People;
using Belfry.Api.Pictures;
using Belfry.Api.Protection;
using Belfry.Api.Retention;
using Belfry.Api.Sharing;
using Belfry.Api.SignIn;
using Belfry.Api.Transfer;
using Belfry.ServiceDefaults;

if (HealthCommand.Is(args))
{
    return HealthCommand.Run(args);
}

return await ServiceRunner.RunAsync(
    [.. args.Where(argument => argument != CleanStart.Flag)],
    builder =>
    {
        builder.Services.AddDatabase(clean: args.Contains(CleanStart.Flag));
        builder.Services.AddJson();
        builder.Services.AddApiDocument();
        builder.Services.AddTransient<Auditor>();
        builder.Services.AddItems();
        builder.Services.AddPictures();
        builder.AddProtection();
        builder.AddSignIn();
        builder.AddControl();
        builder.Services.AddRetention();
    },
    app =>
    {
        app.UseProxiesAndHeaders();
        app.UseSignIn();
        app.MapSignIn();
        app.MapAccount();
        app.MapPeople();
        app.MapLists();
        app.MapItems();
        app.MapBin();
        app.MapPictures();
        app.MapShares();
        app.MapGuests();
        app.MapTransfer();
        app.MapEvents();
        app.MapControl();
        app.MapDatabase();
        app.MapAudit();
        app.MapApiDocument();
    });
