// Learns to read pictures with convolutions: small digits that come with the program, or MNIST.
using Digits;
using Images;
using Spectre.Console;

string? folder = null, plot = null;
foreach (string[] option in args.Chunk(2))
{
    switch (option)
    {
        case ["--mnist", string path] when folder is null:
            folder = path;
            break;
        case ["--plot", string path] when plot is null:
            plot = path;
            break;
        default:
            Console.Error.WriteLine("""
                usage: Images [--plot PATH]                    compares networks on the digits of 8 x 8 pixels
                       Images --mnist FOLDER [--plot PATH]     trains LeNet on MNIST

                FOLDER: where its files are, train-images-idx3-ubyte and so on, each with or without .gz
                PATH:   where to write filters and activations as a picture; without --mnist, images.png unless given
                """);
            return 2;
    }
}

Screen.Prepare();
using var interrupt = new Interrupt();
try
{
    return folder is null ? SmallDigits.Run(plot ?? "images.png", interrupt.Token) : MnistDigits.Run(folder, plot, interrupt.Token);
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Training cancelled.");
    return 130;
}
catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
