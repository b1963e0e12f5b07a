using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Hejie.CountBench;

// In this process: a build of its own would have to find the catalogue and the pinned packages again.
BenchmarkSwitcher.FromTypes([typeof(OnePeriod), typeof(OneQuestion)]).Run(
    args.Length == 0 ? ["--filter", "*"] : args,
    DefaultConfig.Instance.AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance)));
