using System.Diagnostics;
using Xunit;

namespace NetGen.Tests.Support;

/// <summary>Runs programs in processes of their own.</summary>
internal static class ChildProcess
{
    /// <summary>The program that runs assemblies.</summary>
    public static string Host { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>Runs a program of the folder tests, built beside this assembly: its exit code, and what it printed, errors last.</summary>
    /// <param name="project">The project NetGen.NAME in tests/NAME.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="variable">An environment variable and its value, <c>NAME=VALUE</c>; none if empty.</param>
    public static async Task<(int ExitCode, string Output)> Run(string project, string arguments, string variable = "")
    {
        return await Execute(ProgramOf(project), arguments, folder: "", variable);
    }

    /// <summary>The assembly of the project NetGen.NAME in tests/NAME.</summary>
    public static string ProgramOf(string project)
    {
        // This assembly is in tests/NetGen.Tests/bin/CONFIGURATION/FRAMEWORK/, and the program correspondingly.
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        string tests = here.Parent!.Parent!.Parent!.Parent!.FullName;
        return Path.Combine(tests, project, "bin", here.Parent.Name, here.Name, $"NetGen.{project}.dll");
    }

    /// <summary>Runs any program, and returns its exit code, and what it printed, errors last.</summary>
    /// <param name="program">The assembly.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="folder">The folder to run it in; this process's if empty.</param>
    /// <param name="variable">An environment variable and its value, <c>NAME=VALUE</c>; none if empty.</param>
    public static Task<(int ExitCode, string Output)> Execute(string program, string arguments, string folder = "", string variable = "") =>
        Start(Host, $"exec \"{program}\" {arguments}", folder, variable);

    /// <summary>The same for a program that is no assembly.</summary>
    public static async Task<(int ExitCode, string Output)> Start(string program, string arguments, string folder = "", string variable = "")
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        if (variable.Split('=') is [string name, string value])
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        Task<string> error = process.StandardError.ReadToEndAsync(cancellation);
        string output = await process.StandardOutput.ReadToEndAsync(cancellation) + await error;
        await process.WaitForExitAsync(cancellation);
        return (process.ExitCode, output);
    }
}
