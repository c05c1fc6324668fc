namespace DeepNet.Package.Tests;

/// <summary>A folder outside the repository with the packages, and projects that restore them from there.</summary>
public sealed class PackedFolder : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("deepnet-package-").FullName;

    public PackedFolder()
    {
        string feed = Path.Combine(_folder, "feed");
        DotNet.Run(Repository.Root, "pack", "DeepNet.Runtime/DeepNet.Runtime.csproj", "-c", Repository.Configuration, "--no-build", "-o", feed);
        PackagePath = Directory.GetFiles(feed, "DeepNet.*.nupkg").Single();
        DotNet.Run(Repository.Root, "pack", "DeepNet.Shaders/DeepNet.Shaders.csproj", "-c", Repository.Configuration, "--no-build", "-o", feed);
        Version = Path.GetFileNameWithoutExtension(PackagePath)["DeepNet.".Length..];

        // A package folder of its own: the machine's cache may hold an older build of this version.
        File.WriteAllText(Path.Combine(_folder, "NuGet.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{Path.Combine(_folder, "packages")}" /></config>
              <packageSources><add key="local" value="{feed}" /></packageSources>
              <packageSourceMapping>
                <packageSource key="local"><package pattern="DeepNet" /><package pattern="DeepNet.*" /></packageSource>
                <packageSource key="nuget.org"><package pattern="*" /></packageSource>
              </packageSourceMapping>
            </configuration>
            """);
    }

    public string PackagePath { get; }

    private string Version { get; }

    /// <summary>Writes a project that references a package, and returns its folder.</summary>
    public string WriteProject(
        string name, string program, string properties, string framework = "net10.0", bool restoreAot = true, string language = "cs", string package = "DeepNet")
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
        File.WriteAllText(Path.Combine(folder, $"{name}.{language}proj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>{framework}</TargetFramework>{properties}</PropertyGroup>
              <ItemGroup><PackageReference Include="{package}" Version="{Version}" /></ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "Program." + language), program);
        if (!restoreAot)
        {
            // The build files reach a project through its restore; the Native AOT compiler itself is not needed to evaluate a property.
            DotNet.Run(folder, "restore", "-p:PublishAot=false", "-p:DisableTransitiveFrameworkReferenceDownloads=true", "-p:EnableAotAnalyzer=false", "-p:EnableTrimAnalyzer=false", "-p:EnableSingleFileAnalyzer=false");
        }

        return folder;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
