using System.Globalization;
using Belfry.BackupWorker.Protection;

namespace Belfry.Tests.BackupWorker;

public sealed class MomentTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 15, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("now", "2026-11-21T15:30:00")]
    [InlineData("14:03", "2026-11-21T14:03:00")]
    [InlineData("today 9:03:07", "2026-11-21T09:03:07")]
    [InlineData("Yesterday 14:03", "2026-11-20T14:03:00")]
    [InlineData("2026-11-20T14:03:10.5Z", "2026-11-20T14:03:10.5")]
    [InlineData("2026-11-20 14:03", "2026-11-20T14:03:00")]
    [InlineData("2026-11-20T14:03:10+02:00", "2026-11-20T12:03:10")]
    public void TryParse_WhatPeopleType_IsThatMomentInUtc(string text, string expected)
    {
        Assert.True(Moment.TryParse(text, Now, out var moment));
        Assert.Equal(DateTime.Parse(expected, CultureInfo.InvariantCulture), moment.UtcDateTime);
    }

    [Theory]
    [InlineData("")]
    [InlineData("25:00")]
    [InlineData("16:00")]
    [InlineData("tomorrow 14:03")]
    [InlineData("2026-11-22")]
    public void TryParse_NoMomentThatHasCome_IsRefused(string text) => Assert.False(Moment.TryParse(text, Now, out _));
}
