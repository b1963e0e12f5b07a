using Hejie.Fuzz;
using SharpFuzz;

// NAME            the target, for afl-fuzz
// NAME FILE…      once for each file, as the tests do
// --list          the names
// --seeds FOLDER  writes those seeds of every target that are not there yet
// --words FOLDER  writes the dictionaries for afl-fuzz
switch (args)
{
    case ["--list"]:
        foreach (var target in Target.All)
            Console.WriteLine(target.Name);
        return 0;
    case ["--seeds", var folder]:
        foreach (var target in Target.All)
        {
            var into = Directory.CreateDirectory(Path.Combine(folder, target.Name)).FullName;
            // Some hold salts and signatures, which are others every time.
            foreach (var (name, bytes) in target.Seeds().Where(seed => !File.Exists(Path.Combine(into, seed.Name))))
                File.WriteAllBytes(Path.Combine(into, name), bytes);
        }

        return 0;
    case ["--words", var folder]:
        foreach (var target in Target.All)
            File.WriteAllLines(Path.Combine(folder, target.Name), target.Words.Select(Dictionaries.Line));
        return 0;
    case [var name]:
        // Nothing of the program may run before there is a map to note it in.
        Target? fuzzed = null;
        Fuzzer.OutOfProcess.Run(stream => (fuzzed ??= Warm(name)).Run(All(stream)));
        return 0;
    case [var name, .. var files]:
        var one = Target.All.Single(target => target.Name == name);
        one.Prepare();
        foreach (var file in files)
            one.Run(File.ReadAllBytes(file));
        return 0;
    default:
        Console.Error.WriteLine("NAME [FILE…] | --list | --seeds FOLDER | --words FOLDER");
        return 2;
}

// What is done once only is done before the first input, which else would seem to reach more than later ones.
static Target Warm(string name)
{
    var target = Target.All.Single(target => target.Name == name);
    target.Prepare();
    foreach (var (_, seed) in target.Seeds())
        target.Run(seed);
    return target;
}

static byte[] All(Stream stream)
{
    using var bytes = new MemoryStream();
    stream.CopyTo(bytes);
    return bytes.ToArray();
}
