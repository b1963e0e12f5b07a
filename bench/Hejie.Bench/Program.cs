using System.CommandLine;
using Hejie.Bench;

var matters = new Option<string>("--matters") { Description = "Sizes to measure, by commas", DefaultValueFactory = _ => "100000,1000000" };
var seconds = new Option<int>("--seconds") { Description = "How long each operation is measured in each round", DefaultValueFactory = _ => 10 };
var rounds = new Option<int>("--rounds") { Description = "How often", DefaultValueFactory = _ => 3 };
var only = new Option<string>("--only") { Description = "Only operations whose names contain this, such as desk; intake always runs", DefaultValueFactory = _ => "" };
var command = new RootCommand("Measures Hejie beside bare SQL") { matters, seconds, rounds, only };
command.SetAction((parsed, cancel) => Run.AllAsync(
    [.. parsed.GetRequiredValue(matters).Split(',').Select(size => int.Parse(size, System.Globalization.CultureInfo.InvariantCulture))],
    parsed.GetValue(seconds), parsed.GetValue(rounds), parsed.GetRequiredValue(only), cancel));
var clocks = new Option<long>("--clocks") { Description = "How many open clocks there are to be", DefaultValueFactory = _ => 1_000_000 };
var replay = new Command("replay", "Measures a change of the law over many open clocks") { clocks };
replay.SetAction((parsed, cancel) => ReplayRun.RunAsync(parsed.GetValue(clocks), cancel));
command.Add(replay);
var filed = new Option<int>("--matters") { Description = "How many matters' entries are taken into the trees", DefaultValueFactory = _ => 100_000 };
var leaves = new Option<long>("--leaves") { Description = "How many leaves the tree has in which is proved", DefaultValueFactory = _ => 10_000_000 };
var log = new Command("log", "Measures the public log: appending and proving") { filed, leaves };
log.SetAction((parsed, cancel) => LogRun.RunAsync(parsed.GetValue(filed), parsed.GetValue(leaves), cancel));
command.Add(log);
var sealing = new Command("sealing", "Measures what sealing costs an intake");
sealing.SetAction((_, cancel) => SealingRun.RunAsync(cancel));
command.Add(sealing);
var daily = new Command("rounds", "Measures a day of rounds: opened, answered, swept");
daily.SetAction((_, cancel) => RoundsRun.RunAsync(cancel));
command.Add(daily);
var posts = new Option<int>("--posts") { Description = "How many posts are given the order", DefaultValueFactory = _ => 12_000 };
var connected = new Option<int>("--connected") { Description = "How many of them are connected", DefaultValueFactory = _ => 3_000 };
var orders = new Option<int>("--orders") { Description = "How many orders are given, one after the other", DefaultValueFactory = _ => 5 };
var fanout = new Command("fanout", "Measures how soon an order is with all who are connected, on two nodes") { posts, connected, orders };
fanout.SetAction((parsed, cancel) => FanoutRun.RunAsync(parsed.GetValue(posts), parsed.GetValue(connected), parsed.GetValue(orders), cancel));
command.Add(fanout);
var counted = new Option<string>("--matters") { Description = "Sizes to measure, by commas", DefaultValueFactory = _ => "100000,1000000" };
var times = new Option<int>("--times") { Description = "How often each word is sought", DefaultValueFactory = _ => 20 };
var again = new Option<bool>("--again") { Description = "Asks what was filled before" };
var follow = new Option<bool>("--follow") { Description = "Also has each reader of the journal begin anew and follow a part of it" };
var whole = new Command("whole", "Measures figures, search and the following of the journal") { counted, times, again, follow };
whole.SetAction((parsed, cancel) => WholeRun.RunAsync(
    [.. parsed.GetRequiredValue(counted).Split(',').Select(size => long.Parse(size, System.Globalization.CultureInfo.InvariantCulture))], parsed.GetValue(times), parsed.GetValue(again), parsed.GetValue(follow), cancel));
command.Add(whole);
var lines = new Option<int>("--rows") { Description = "How many rows the register has", DefaultValueFactory = _ => 1_000_000 };
var import = new Command("import", "Measures taking in a register beside a bare COPY of the same rows") { lines };
import.SetAction((parsed, cancel) => ImportRun.RunAsync(parsed.GetValue(lines), cancel));
command.Add(import);
return await command.Parse(args).InvokeAsync();
