using Belfry.BackupWorker.Options;
using Microsoft.Extensions.Options;

namespace Belfry.BackupWorker.Mirroring;

/// <summary>Checks the mirrors with the other settings of the backup at the start.</summary>
internal sealed class MirrorRules(IConfiguration configuration) : IValidateOptions<BackupOptions>
{
    public ValidateOptionsResult Validate(string? name, BackupOptions options)
    {
        var faults = MirrorPlace.All(configuration).SelectMany(place => place.Faults()).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
