using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Belfry.Tests.Support;

namespace Belfry.Tests.Hosting;

/// <summary>What the manifest says about each kind of resource. The expected texts are the form that deployment tools know.</summary>
public sealed class ManifestWritingTests : IDisposable
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly TempFolder _folder = new();
    private readonly IDistributedApplicationTestingBuilder _builder;

    public ManifestWritingTests()
    {
        _builder = TestApp.Describe("--operation", "publish", "--step", "publish-manifest", "--output-path", _folder.File("manifest.json"));
        Directory.CreateDirectory(_folder.File("app"));
    }

    [Fact]
    public async Task Container_WithEverything_HasItsPartsInOrder()
    {
        _builder.AddContainer("db", "postgres", "17")
            .WithImageRegistry("docker.io")
            .WithEntrypoint("/start")
            .WithArgs("--fast", "yes")
            .WithBindMount(_folder.File("init"), "/init", isReadOnly: true)
            .WithVolume("data", "/var/lib")
            .WithVolume("/scratch")
            .WithEnvironment("MODE", "x")
            .WithEndpoint(port: 5432, targetPort: 5432, name: "tcp")
            .WithHttpEndpoint(port: 8081, targetPort: 80)
            .WithExternalHttpEndpoints();

        await AssertEntryAsync("db", """
            {
              "type": "container.v0",
              "image": "docker.io/postgres:17",
              "entrypoint": "/start",
              "args": [
                "--fast",
                "yes"
              ],
              "bindMounts": [
                {
                  "source": "init",
                  "target": "/init",
                  "readOnly": true
                }
              ],
              "volumes": [
                {
                  "name": "data",
                  "target": "/var/lib",
                  "readOnly": false
                },
                {
                  "target": "/scratch",
                  "readOnly": false
                }
              ],
              "env": {
                "MODE": "x"
              },
              "bindings": {
                "tcp": {
                  "scheme": "tcp",
                  "protocol": "tcp",
                  "transport": "tcp",
                  "targetPort": 5432
                },
                "http": {
                  "scheme": "http",
                  "protocol": "tcp",
                  "transport": "http",
                  "port": 8081,
                  "targetPort": 80,
                  "external": true
                }
              }
            }
            """);
    }

    [Fact]
    public async Task Dockerfile_WithArgsAndSecrets_NamesParametersOnly()
    {
        var version = _builder.AddParameter("version");
        var token = _builder.AddParameter("token", secret: true);
        _builder.AddDockerfile("job", _folder.File("app"), "build/Dockerfile", "final")
            .WithBuildArg("VERSION", version)
            .WithBuildArg("DEBUG", false)
            .WithBuildArg("FROM_ENVIRONMENT", (object?)null)
            .WithBuildSecret("TOKEN", token);

        await AssertEntryAsync("job", """
            {
              "type": "container.v1",
              "build": {
                "context": "app",
                "dockerfile": "app/build/Dockerfile",
                "stage": "final",
                "args": {
                  "VERSION": "{version.value}",
                  "DEBUG": "false",
                  "FROM_ENVIRONMENT": null
                },
                "secrets": {
                  "TOKEN": {
                    "type": "env",
                    "value": "{token.value}"
                  }
                }
              }
            }
            """);
    }

    [Fact]
    public async Task Executable_WithEndpoints_GetsTargetPortsThatAreFree()
    {
        _builder.AddExecutable("one", "run", _folder.File("app"), "--now").WithHttpEndpoint(env: "PORT").WithEndpoint(targetPort: 8001, name: "fixed");
        _builder.AddExecutable("two", "run", _folder.File("app")).WithHttpEndpoint(port: 8000).WithEndpoint(name: "raw");

        var one = await EntryAsync("one");
        var two = await EntryAsync("two");

        Assert.Equal(["type", "workingDirectory", "command", "args", "env", "bindings"], one.EnumerateObject().Select(p => p.Name));
        Assert.Equal("{one.bindings.http.targetPort}", one.GetProperty("env").GetProperty("PORT").GetString());
        Assert.Equal([8000, 8001], PortsOf(one, "targetPort"));
        Assert.Equal([8002, 8003], PortsOf(two, "targetPort"));
        Assert.Equal([8000], PortsOf(two, "port"));
    }

    [Fact]
    public async Task Project_PublishedAsDockerfile_BecomesAContainer()
    {
        var project = _builder.AddProject("api", Path.Combine(RepositoryRoot.Path, "Api", "Api.csproj"))
            .WithHttpEndpoint()
            .WithArgs("--local")
            .PublishAsDockerFile(container => container.WithVolume("shared", "/app/shared").WithBuildArg("A", "b"))
            .PublishAsDockerFile();
        _builder.AddExecutable("caller", "run", _folder.File("app")).WithReference(project);

        var api = await EntryAsync("api");

        Assert.Equal("container.v1", api.GetProperty("type").GetString());
        Assert.EndsWith("/Api/Dockerfile", api.GetProperty("build").GetProperty("dockerfile").GetString(), StringComparison.Ordinal);
        Assert.False(api.TryGetProperty("args", out _));
        Assert.Equal("shared", api.GetProperty("volumes")[0].GetProperty("name").GetString());
        Assert.Equal([8080], PortsOf(api, "targetPort"));
        Assert.Equal("{api.bindings.http.url}", (await EntryAsync("caller")).GetProperty("env").GetProperty("services__api__http__0").GetString());
    }

    [Fact]
    public async Task Parameter_InAnotherForm_HasAnEntryOfItsOwnBehindIt()
    {
        var password = _builder.AddParameter("password", secret: true);
        _builder.AddConnectionString("db", ReferenceExpression.Create($"redis://:{password:uri}@host/{{0}}"));
        _builder.AddParameter("size", "7", publishValueAsDefault: true);

        Assert.Equal("redis://:{password-uri-encoded.value}@host/{0}", (await EntryAsync("db")).GetProperty("connectionString").GetString());
        await AssertEntryAsync("password-uri-encoded", """
            {
              "type": "annotated.string",
              "value": "{password.value}",
              "filter": "uri"
            }
            """);
        Assert.Equal("7", (await EntryAsync("size")).GetProperty("inputs").GetProperty("value").GetProperty("default").GetProperty("value").GetString());
    }

    [Fact]
    public async Task Container_PublishedAsConnectionString_IsAValueToGive()
    {
        _builder.AddResource(new Database("db")).WithImage("postgres").PublishAsConnectionString();
        _builder.AddExecutable("app", "run", _folder.File("app")).WithReference(_builder.CreateResourceBuilder<Database>("db"));

        await AssertEntryAsync("db", """
            {
              "type": "parameter.v0",
              "connectionString": "{db.value}",
              "value": "{db.inputs.value}",
              "inputs": {
                "value": {
                  "type": "string",
                  "secret": true
                }
              }
            }
            """);
        Assert.Equal("{db.connectionString}", (await EntryAsync("app")).GetProperty("env").GetProperty("ConnectionStrings__db").GetString());
    }

    [Theory]
    [InlineData(false, "true")]
    [InlineData(true, null)]
    public async Task Project_WithHttp_ForwardsHeadersUnlessItIsToldNotTo(bool isDisabled, string? expected)
    {
        File.WriteAllText(_folder.File("Api.csproj"), "<Project Sdk=\"Microsoft.NET.Sdk.Web\" />");
        var project = _builder.AddProject("api", _folder.File("Api.csproj"), launchProfileName: null).WithHttpEndpoint();
        _ = isDisabled ? project.DisableForwardedHeaders() : project;

        var variables = (await EntryAsync("api")).GetProperty("env");

        Assert.Equal(expected, variables.TryGetProperty("ASPNETCORE_FORWARDEDHEADERS_ENABLED", out var value) ? value.GetString() : null);
    }

    [Fact]
    public async Task Publish_Handlers_RunBeforeAndAfterTheManifestIsWritten()
    {
        var seen = new List<(string Event, bool Written)>();
        _builder.OnBeforePublish((_, _) => SeeAsync("before"));
        _builder.OnAfterPublish((_, _) => SeeAsync("after"));

        await ResourcesAsync();

        Assert.Equal([("before", false), ("after", true)], seen);

        Task SeeAsync(string name)
        {
            seen.Add((name, File.Exists(_folder.File("manifest.json"))));
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Resource_ReferredToAndNotInTheModel_IsWrittenToo()
    {
        var hidden = _builder.CreateResourceBuilder(ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(_builder, "made-up", special: false));
        _builder.AddExecutable("app", "run", _folder.File("app")).WithEnvironment("PASSWORD", hidden);
        _builder.AddConnectionString("outside");

        var generate = (await EntryAsync("made-up")).GetProperty("inputs").GetProperty("value").GetProperty("default").GetProperty("generate");

        Assert.Equal(["minLength", "special"], generate.EnumerateObject().Select(p => p.Name));
        Assert.Equal("{outside.value}", (await EntryAsync("outside")).GetProperty("connectionString").GetString());
    }

    [Fact]
    public async Task Callback_OfTheModel_TakesThePlaceOfTheKinds()
    {
        _builder.AddContainer("own", "x").WithManifestPublishingCallback(context =>
        {
            context.Writer.WriteString("type", "own.v0");
            context.Writer.WriteString("at", context.GetManifestRelativePath(_folder.File("app/file")));
        });
        _builder.AddContainer("left-out", "x").ExcludeFromManifest();
        _builder.AddContainer("back", "x").ExcludeFromManifest().PublishAsContainer();

        var resources = await ResourcesAsync();

        Assert.Equal(["own", "back"], resources.EnumerateObject().Select(r => r.Name));
        Assert.Equal("app/file", resources.GetProperty("own").GetProperty("at").GetString());
        Assert.Equal("x:latest", resources.GetProperty("back").GetProperty("image").GetString());
    }

    [Fact]
    public async Task Resource_OfAnUnknownKind_SaysSoInItsEntry()
    {
        _builder.AddResource(new Unknown("thing"));

        Assert.Equal("This resource does not support generation in the manifest.", (await EntryAsync("thing")).GetProperty("error").GetString());
    }

    public void Dispose()
    {
        _builder.Dispose();
        _folder.Dispose();
    }

    private static int[] PortsOf(JsonElement entry, string name) =>
        [.. entry.GetProperty("bindings").EnumerateObject().Where(b => b.Value.TryGetProperty(name, out _)).Select(b => b.Value.GetProperty(name).GetInt32())];

    private async Task AssertEntryAsync(string resource, string expected) =>
        Assert.Equal(expected, JsonSerializer.Serialize(await EntryAsync(resource), Readable));

    private async Task<JsonElement> EntryAsync(string resource) => (await ResourcesAsync()).GetProperty(resource);

    private async Task<JsonElement> ResourcesAsync()
    {
        if (!File.Exists(_folder.File("manifest.json")))
        {
            var application = _builder.Build();
            await ((Aspire.Hosting.Publishing.ManifestPublisher)application.Services.GetService(typeof(Aspire.Hosting.Publishing.ManifestPublisher))!)
                .PublishAsync(TestContext.Current.CancellationToken);
        }

        using var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(_folder.File("manifest.json"), TestContext.Current.CancellationToken));
        return manifest.RootElement.GetProperty("resources").Clone();
    }

    private sealed class Unknown(string name) : Resource(name);

    private sealed class Database(string name) : ContainerResource(name), IResourceWithConnectionString
    {
        public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"Host=db");
    }
}
