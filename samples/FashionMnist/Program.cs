using FashionMnist;

Terminal.Prepare();
return CommandLine.Create(options => ModelTable.Find(options.Model).Run(options)).Parse(args).Invoke();
