// A task of the build, compiled when a model has numbers in other files.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>Finds the files that have numbers of ONNX models, which are copied wherever their models are copied.</summary>
public sealed class NetGenFindNumbers : Task
{
    private const string Output = "CopyToOutputDirectory", Publish = "CopyToPublishDirectory";

    /// <summary>Two lines for each file, as NetGenListModels writes them.</summary>
    [Required]
    public string Numbers { get; set; }

    /// <summary>The items of the project, with their paths in the output folder.</summary>
    [Required]
    public ITaskItem[] Items { get; set; }

    /// <summary>The files, with their paths in the output folder.</summary>
    [Microsoft.Build.Framework.Output]
    public ITaskItem[] Found { get; set; }

    public override bool Execute()
    {
        ITaskItem[] copied = Items.Where(IsCopied).ToArray();
        var models = copied.ToLookup(PathOf);

        // What an item says about itself stands.
        var decided = new HashSet<string>(Items.Where(item => SaysWhere(item, Output) || SaysWhere(item, Publish)).Select(PathOf));
        var found = new List<ITaskItem>();
        string[] lines = File.ReadAllText(Numbers).Split('\n');
        for (int i = 0; i + 1 < lines.Length; i += 2)
        {
            string path = Text(lines[i]), location = Text(lines[i + 1]);

            // The compiler refuses a model that names a file outside its folder.
            if (location.Length == 0 || location[0] == '/' || location[0] == '\\' || location.Contains(":") || location.Contains("\0") || location.Split('/', '\\').Contains(".."))
                continue;

            string file = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path), location));
            foreach (ITaskItem model in models[path].Where(_ => !decided.Contains(file)))
            {
                if (!File.Exists(file))
                {
                    Log.LogWarning(
                        null, "NETGEN101", null, path, 0, 0, 0, 0,
                        "Expected the file '{0}' with numbers of '{1}' in the folder of the model, but there is none. LoadOnnx could not load the model: put the file there, or export the model as one file.",
                        location, Path.GetFileName(path));
                    continue;
                }

                var item = new TaskItem(file);
                item.SetMetadata(Output, model.GetMetadata(Output));
                item.SetMetadata(Publish, model.GetMetadata(Publish));
                item.SetMetadata("TargetPath", Path.Combine(Path.GetDirectoryName(model.GetMetadata("TargetPath")), location));
                found.Add(item);
            }
        }

        Found = found.GroupBy(item => item.GetMetadata("TargetPath")).Select(same => same.First()).ToArray();
        return true;
    }

    private static string PathOf(ITaskItem item) => item.GetMetadata("FullPath");

    private static bool IsCopied(ITaskItem item) => IsCopied(item, Output) || IsCopied(item, Publish);

    private static bool IsCopied(ITaskItem item, string where) => SaysWhere(item, where) && item.GetMetadata(where) != "Never";

    private static bool SaysWhere(ITaskItem item, string where) => item.GetMetadata(where).Length > 0;

    private static string Text(string line) => line.Replace("%0A", "\n").Replace("%25", "%");
}
