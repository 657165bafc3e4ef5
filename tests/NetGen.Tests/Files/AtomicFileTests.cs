using System.Runtime.Versioning;
using NetGen.Tests.Networks;
using NetGen.Tests.Training;
using Xunit;

namespace NetGen.Tests.Files;

/// <summary>What stands beside a file that is written, and what the file keeps.</summary>
public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_of_the_user_with_similar_names_stay()
    {
        string path = _folder.File("a");
        File.WriteAllText(path + ".tmp", "of the user");
        new SmallNet(seed: 1).Save(path);
        new SmallNet(seed: 2).Save(path);
        Assert.Equal("of the user", File.ReadAllText(path + ".tmp"));
        Assert.Equal(["a", "a.tmp"], _folder.Names);
        Assert.Equal(new SmallNet(seed: 2).Parameters.ToArray(), SmallNet.Load(path).Parameters.ToArray());
    }

    [Fact]
    public void The_temporary_file_is_beside_the_file_and_names_it()
    {
        string path = _folder.File("state"), longest = _folder.File(new string('é', 120));
        string[] during = [];
        AtomicFile.Write(path, _ => during = [.. _folder.Names!]);
        Assert.Matches("^state\\.[0-9a-z]{11}\\.tmp$", Assert.Single(during));

        // 240 bytes of 255.
        AtomicFile.Write(longest, stream => stream.WriteByte(1));
        Assert.Equal([1], File.ReadAllBytes(longest));
    }

    [Fact]
    public void Of_two_that_write_at_a_time_the_last_one_wins()
    {
        string path = _folder.File("state");
        AtomicFile.Write(path, outer =>
        {
            outer.Write("outer"u8);
            AtomicFile.Write(path, inner => inner.Write("inner"u8));
            Assert.Equal("inner", File.ReadAllText(path));
            Assert.Throws<IOException>(() => AtomicFile.Write(path, _ => throw new IOException("The disk is full.")));
        });
        Assert.Equal("outer", File.ReadAllText(path));
        Assert.Equal(["state"], _folder.Names);
    }

    [Fact]
    public void A_symbolic_link_stays_one()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links take a privilege there.");
        Directory.CreateDirectory(_folder.File("disk"));
        string target = _folder.File("disk/real"), link = _folder.File("link"), chain = _folder.File("chain");
        File.CreateSymbolicLink(link, "disk/real");
        File.CreateSymbolicLink(chain, link);
        foreach (string text in new[] { "new", "newer" })
        {
            // At first there is no file behind the link.
            AtomicFile.Write(chain, stream => stream.Write(System.Text.Encoding.ASCII.GetBytes(text)));
            Assert.Equal(text, File.ReadAllText(target));
        }

        Assert.Equal(("disk/real", link), (new FileInfo(link).LinkTarget, new FileInfo(chain).LinkTarget));
        Assert.Null(new FileInfo(target).LinkTarget);
        Assert.Equal(["chain", "disk", "link"], _folder.Names);
        Assert.Equal([target], Directory.GetFiles(_folder.File("disk")));
    }

    [Theory]
    [UnsupportedOSPlatform("windows")]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)]
    public void Permissions_are_kept(UnixFileMode mode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no modes.");
        string path = _folder.File("state");
        File.WriteAllText(path, "former");
        File.SetUnixFileMode(path, mode);
        AtomicFile.Write(path, stream =>
        {
            // What only the user may read is never there for others.
            string temporary = _folder.Names.Single(name => name != "state")!;
            Assert.Equal(mode, File.GetUnixFileMode(_folder.File(temporary)));
            stream.Write("latter"u8);
        });
        Assert.Equal(("latter", mode), (File.ReadAllText(path), File.GetUnixFileMode(path)));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_new_file_has_the_mode_of_any_new_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no modes.");
        File.WriteAllText(_folder.File("plain"), "");
        AtomicFile.Write(_folder.File("state"), _ => { });
        Assert.Equal(File.GetUnixFileMode(_folder.File("plain")), File.GetUnixFileMode(_folder.File("state")));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void What_may_not_be_written_is_not_replaced()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "Root may write everything.");
        string path = _folder.File("state");
        File.WriteAllText(path, "former");
        File.SetUnixFileMode(path, UnixFileMode.UserRead);
        Assert.Throws<UnauthorizedAccessException>(() => new SmallNet(seed: 1).Save(path));
        Assert.Equal("former", File.ReadAllText(path));
        Assert.Equal(["state"], _folder.Names);
    }

    [Fact]
    public void A_folder_is_no_file()
    {
        string path = _folder.File("state");
        Directory.CreateDirectory(path);
        foreach (string name in new[] { path, path + "/", _folder.File("none/") })
            Assert.Equal($"Expected the path of a file to write, but got that of a folder: {name}", Assert.Throws<IOException>(() => new SmallNet(seed: 1).Save(name)).Message);
        Assert.Equal(["state"], _folder.Names);
    }
}
