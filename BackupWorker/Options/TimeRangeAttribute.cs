using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Belfry.BackupWorker.Options;

/// <summary>A time between two bounds, such as <c>00:00:01</c> and <c>1.00:00:00</c>. Unlike <see cref="RangeAttribute"/> it needs no converter that is found by reflection.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TimeRangeAttribute(string least, string most) : ValidationAttribute
{
    public override bool IsValid(object? value) =>
        value is TimeSpan time && time >= TimeSpan.Parse(least, CultureInfo.InvariantCulture) && time <= TimeSpan.Parse(most, CultureInfo.InvariantCulture);
}
