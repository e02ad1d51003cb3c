using Belfry.ServiceDefaults;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Belfry.Tests.ServiceDefaults;

public sealed class StartFailureTests
{
    [Fact]
    public void Explain_KnownFailure_SaysWhatWhyAndNextStep() =>
        Assert.Equal(
            ["The lamp is out.", "Why: No oil.", "Next: Pour some."],
            Lines(new StartFailureException("The lamp is out.", "No oil.", "Pour some.")));

    [Fact]
    public void Explain_FaultsOfSeveralSections_ListsThemAll()
    {
        var text = StartFailure.Explain(new AggregateException(Faults("Control:Key is missing."), Faults("Backup:Keep is 0.", "Backup:Target is missing.")));

        Assert.StartsWith("3 settings are missing or wrong.", text);
        Assert.All(["Control:Key is missing.", "Backup:Keep is 0.", "Backup:Target is missing."], fault => Assert.Contains(fault, text));
    }

    [Fact]
    public void Explain_AddressInUse_NamesTheSettingThatMendsIt() =>
        Assert.Contains(
            "ASPNETCORE_URLS",
            StartFailure.Explain(new IOException("Failed to bind to address http://127.0.0.1:80", new AddressInUseException("in use"))));

    [Fact]
    public void Explain_UnexpectedException_HasNoStackTrace()
    {
        var thrown = Assert.Throws<InvalidOperationException>(void () => throw new InvalidOperationException("odd"));

        Assert.Equal("Why: InvalidOperationException: odd", Lines(thrown)[1]);
        Assert.DoesNotContain("   at ", StartFailure.Explain(thrown));
    }

    private static string[] Lines(Exception exception) => StartFailure.Explain(exception).Split(Environment.NewLine);

    private static OptionsValidationException Faults(params string[] faults) => new("section", typeof(object), faults);
}
