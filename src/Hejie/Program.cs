return await Hejie.Operations.Cli.RunAsync(args);
