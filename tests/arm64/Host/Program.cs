// dotnet exec for ARM64: runs the program args[0], whose assemblies lie beside it, with the rest of the arguments.
using System.Runtime.Loader;

string program = Path.GetFullPath(args[0]);
string folder = Path.GetDirectoryName(program)!;

// Tests look for their fixtures where the program lies, not where this host does.
AppContext.SetData("APP_CONTEXT_BASE_DIRECTORY", folder + Path.DirectorySeparatorChar);
AssemblyLoadContext.Default.Resolving += (context, name) =>
{
    string path = Path.Combine(folder, name.Name + ".dll");
    return File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
};
return AppDomain.CurrentDomain.ExecuteAssembly(program, args[1..]);
