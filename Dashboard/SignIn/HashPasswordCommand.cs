namespace Belfry.Dashboard.SignIn;

/// <summary><c>dotnet Dashboard.dll hash-password</c>: reads a password from standard input and prints its hash for <c>DASHBOARD__FRONTEND__PASSWORDHASH</c>.</summary>
internal static class HashPasswordCommand
{
    public const string Name = "hash-password";

    public static int Run()
    {
        if (!Console.IsInputRedirected)
        {
            Console.Error.Write("Password: ");
        }

        if (Console.ReadLine() is not { Length: >= Password.MinLength } password)
        {
            Console.Error.WriteLine($"The password was not hashed.{Environment.NewLine}It must have at least {Password.MinLength} characters.{Environment.NewLine}Type it as one line, or pipe it in.");
            return 1;
        }

        Console.WriteLine(Password.Hash(password));
        return 0;
    }
}
