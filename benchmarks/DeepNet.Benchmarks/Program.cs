using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;

// Each run builds a project of its own, which takes more than the usual two minutes where the machine is busy.
IConfig config = ManualConfig.Create(DefaultConfig.Instance).WithBuildTimeout(TimeSpan.FromMinutes(10));
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
