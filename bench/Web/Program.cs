using Belfry.Bench;
using Belfry.Bench.Web;

// How long the built page takes over a list of 2,000 wishes, to open and in use, and what its pages look like.
// Usage: dotnet run -c Release --project bench/Web -- load
//        dotnet run -c Release --project bench/Web -- use
//        dotnet run -c Release --project bench/Web -- screenshots [folder]   (default: docs/images, with those of the README only)
// It builds the page, and starts the API and the built page on ports of its own.
switch (args)
{
    case ["load"]:
        await LoadBench.RunAsync();
        return 0;
    case ["use"]:
        await UseBench.RunAsync();
        return 0;
    case ["screenshots"]:
        await Screenshots.TakeForReadmeAsync(Path.Combine(Repository.Folder, "docs", "images"));
        return 0;
    case ["screenshots", var folder]:
        await Screenshots.TakeAllAsync(folder);
        return 0;
    default:
        Console.Error.WriteLine("Usage: load | use | screenshots [folder]");
        return 2;
}
