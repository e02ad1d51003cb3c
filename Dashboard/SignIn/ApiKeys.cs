namespace Belfry.Dashboard.SignIn;

/// <summary>The keys that open a door to programs: a primary one, and a secondary one while the primary is being exchanged.</summary>
internal sealed class ApiKeys(string primary, string? secondary)
{
    public string Primary { get; } = primary;

    public bool Accept(string given)
    {
        // Both are compared whatever the first says, so that the time tells nothing.
        var isPrimary = Secrets.AreEqual(given, Primary);
        return (secondary is not null && Secrets.AreEqual(given, secondary)) | isPrimary;
    }

    /// <summary>
    /// <c>DASHBOARD__&lt;section&gt;__AUTHMODE</c>, <c>__PRIMARYAPIKEY</c> and <c>__SECONDARYAPIKEY</c> (or a file with either: <c>…_FILE</c>).
    /// Where <paramref name="urls"/> can be reached from other machines, short keys are a fault.
    /// Null when the mode is <c>Unsecured</c>, which it also is without a mode and a key.
    /// </summary>
    public static ApiKeys? Read(IConfiguration configuration, string section, IReadOnlyList<Uri> urls, List<string> faults)
    {
        var variable = $"DASHBOARD__{section.ToUpperInvariant()}__";
        var primary = Secrets.Read(configuration, $"Dashboard:{section}:PrimaryApiKey", $"{variable}PRIMARYAPIKEY", faults);
        var secondary = Secrets.Read(configuration, $"Dashboard:{section}:SecondaryApiKey", $"{variable}SECONDARYAPIKEY", faults);
        switch (configuration[$"Dashboard:{section}:AuthMode"] ?? (primary is null ? "Unsecured" : "ApiKey"))
        {
            case "Unsecured":
                return null;
            case "ApiKey" when primary is not null:
                Secrets.RequireLength(primary, $"{variable}PRIMARYAPIKEY", urls, faults);
                Secrets.RequireLength(secondary, $"{variable}SECONDARYAPIKEY", urls, faults);
                return new ApiKeys(primary, secondary);
            case "ApiKey":
                faults.Add($"{variable}AUTHMODE is ApiKey, but {variable}PRIMARYAPIKEY is empty. Set the key that programs send.");
                return null;
            case var mode:
                faults.Add($"{variable}AUTHMODE is \"{mode}\". It can be ApiKey or Unsecured.");
                return null;
        }
    }
}
