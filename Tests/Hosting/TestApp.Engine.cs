using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Execution;
using Aspire.Hosting.Testing;

namespace Belfry.Tests.Hosting;

/// <summary>What only our engine lets a test see.</summary>
internal sealed partial class TestApp
{
    /// <summary>With the built dashboard beside the application, so that there is somebody who can be asked.</summary>
    public static IDistributedApplicationTestingBuilder DescribeWithDashboard() => DistributedApplicationTestingBuilder.Create([], (options, _) =>
    {
        options.Assembly = typeof(Projects.AppHost).Assembly;
        options.DisableDashboard = false;
    });

    /// <summary>What the containers and the network of this run are marked with.</summary>
    public string Run => ((RunId)application.Services.GetService(typeof(RunId))!).Value;

    /// <summary>With another folder than the tests' own, for what belongs to a folder.</summary>
    public static IDistributedApplicationTestingBuilder DescribeIn(string folder) =>
        DistributedApplicationTestingBuilder.Create([], (options, _) => options.ProjectDirectory = folder);

    /// <summary>Every line that any resource or the engine has written.</summary>
    public IEnumerable<string> AllLines() => Notifications.Current.SelectMany(c => AllLinesOf(c.ResourceId));

    /// <summary>Every line in the console of a resource, whether it is in the model or not.</summary>
    public IEnumerable<string> AllLinesOf(string resource) =>
        ((ResourceLoggerService)application.Services.GetService(typeof(ResourceLoggerService))!).Log(resource).Read(0, int.MaxValue).Select(entry => entry.Text);
}
