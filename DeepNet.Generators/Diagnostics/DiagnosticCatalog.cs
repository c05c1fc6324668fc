using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Losses;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using Microsoft.CodeAnalysis;

namespace DeepNet.Generators.Diagnostics;

/// <summary>
/// Every diagnostic there is. Ids are never reused; the next one of a block is the highest ever used plus one. Blocks: 0001 declaration,
/// 0100 shapes and graph, 0200 arguments, 0300 losses and optimizers, 0400 GPU, 0900 faults of DeepNet itself. Each has a page in docs/diagnostics and a row in AnalyzerReleases.
/// </summary>
internal static class DiagnosticCatalog
{
    private const string Category = "DeepNet";
    private const string Pages = "https://github.com/deepnet/deepnet/blob/main/docs/diagnostics/";

    public static IReadOnlyDictionary<string, DiagnosticDescriptor> All { get; } = new DiagnosticDescriptor[]
    {
        Error("DEEP0001", "A network class must be partial", "Network '{0}' must be partial, so that its code can be added: write 'partial class {0}'"),
        Error("DEEP0002", "A type around a network must be partial", "'{0}' contains network '{1}' and must be partial, so that the network's code can be added"),
        Error("DEEP0003", "A network cannot be generic", "Network '{0}' is generic or lies in a generic type; every size of a network is a constant, so it takes no type parameters"),
        Error("DEEP0004", "A network cannot be file-local", "Network '{0}' is file-local, or lies in a file-local type, so no generated file can add code to it: remove 'file'"),
        Error("DEEP0005", "A network class cannot be static or abstract", "Network '{0}' is {1}, so it cannot have instances: remove '{1}'"),
        Error("DEEP0006", "Layers must be on one declaration", "The attributes of network '{0}' are spread over several partial declarations, so their order is not defined: put all of them on one"),
        Error("DEEP0007", "A member has the name of a generated one", "Network '{0}' declares '{1}', a name that is kept for a generated member: {2}"),
        Error("DEEP0008", "A network cannot have a primary constructor", "Network '{0}' has a primary constructor, but its constructor is generated: remove the parameter list"),
        Error("DEEP0009", "The language version is too low", "Network '{0}' needs C# 12 or later, but the project is set to C# {1}: raise or remove LangVersion"),
        Error("DEEP0010", "A constructor must call the generated one", "A constructor of network '{0}' does not call the generated one, which makes its memory: add ': this(seed)'"),
        Error("DEEP0011", "The base class needs a parameterless constructor", "Network '{0}' derives from '{1}', which has no constructor without parameters for the generated one to call"),
        Error("DEEP0012", "Network attributes without [Network]", "'{0}' has the network attribute [{1}] but not [Network], so nothing is generated: add [Network]"),
        Error("DEEP0013", "A network has the name of a generated member", "A network cannot be called '{0}', because that name is kept for a generated member: rename it"),
        Error("DEEP0014", "A network cannot have required members", "Network '{0}' has the required member '{1}', which Create does not set: remove 'required'"),
        Error("DEEP0015", "A base class has a generated member", "Network '{0}' derives from '{1}', which has a member '{2}', a name that is kept for a generated one: rename it in '{1}' or use another base class"),
        Error("DEEP0016", "An option of the project is not valid", "The project sets {0} to '{1}', but it expects a whole number of bytes from {2} to {3}: correct it, or remove it for the default of {4}"),
        Error("DEEP0017", "A namespace is DeepNet's own", "'{0}' is declared in the namespace {1}, where DeepNet puts the kernels of the project: use another namespace"),
        Error("DEEP0020", "An argument is a constant of generated code", "An argument of {0} is a constant that a generator writes, which is not known while the network's code is generated: write the number, or a constant of your own"),

        Error("DEEP0100", "A network needs an input", "Network '{0}' has no input: add [Input(...)] before the first layer"),
        Error("DEEP0101", "An input has one to four sizes", "Input expects 1 to 4 sizes, as in Input(784), Input(steps, features) or Input(height, width, channels), but has {0}"),
        Error("DEEP0102", "Layers that are added must fit", "{0} takes '{1}', which is {2}, but '{3}' is {4}; it expects {5}"),
        Error("DEEP0103", "Layers that are joined must agree in all sizes but the last", "{0} joins along the last size and expects all others to be equal, but '{1}' is {2} and '{3}' is {4}"),
        Error("DEEP0104", "The graph has a cycle", "'{0}' depends on this {1}, so taking it here would make a cycle"),
        Error("DEEP0105", "A layer has no input", "{0} has no layer or input before it: put [Input(...)] first, or set From"),
        Error("DEEP0106", "A name is taken", "The name '{0}' is already taken by {1}"),
        Error("DEEP0107", "A network needs a layer", "Network '{0}' has no layer: add one, such as [Dense(10)]"),
        Warning("DEEP0108", "A layer's output is not used", "Nothing takes the output of '{0}', and it has no loss: it is computed only as an output of Forward"),
        Error("DEEP0109", "A layer needs several inputs", "{0} expects the names of at least 2 layers or inputs, but has {1}"),
        Error("DEEP0110", "A name is not valid", "'{0}' cannot be a name, because {1}: choose another"),
        Error("DEEP0111", "A layer of several inputs takes no From", "{0} names its inputs itself, so From has no meaning: remove it"),
        Error("DEEP0112", "An input is not used", "No layer takes input '{0}': use it or remove it"),
        Error("DEEP0113", "A tensor is too large", "{0} would have {1} elements in all; the limit is 268,435,455 parameters and 2,147,483,647 elements of an output"),
        Error("DEEP0114", "A name refers to a later layer", "'{0}' is declared after this {1}, but layers run in source order: move it before"),
        Error("DEEP0115", "A name is unknown", "There is no layer or input named '{0}' before this one; known names: {1}"),
        Error("DEEP0116", "A network is too large", "Network '{0}' would hold {1} bytes; the limit is {2}: lower MaxBatch or the sizes of layers"),
        Error("DEEP0117", "Parameters cannot be shared", "{0} cannot use the parameters of '{1}': {2}"),
        Error("DEEP0118", "A layer cannot compute with integers", "{0} takes real numbers, but '{1}' holds integers that stand for words or categories: put an Embedding between them, or remove Integer if they are quantities"),
        Error("DEEP0119", "A block needs layers", "{0} expects a class with layer attributes, but '{1}' has none: put [Block] and the layers on it"),
        Error("DEEP0120", "A block contains itself", "Block '{0}' contains itself, directly or through another block, and would have no end"),
        Error("DEEP0121", "A layer expects another rank", "{0} expects an input of rank {1}, {2}, but '{3}' is {4}"),
        Error("DEEP0122", "A convolution has no output", "{0} would have no output: its {1} is {2}"),
        Warning("DEEP0123", "A convolution leaves out a border", "{0} never sees the last {1} of the input's {2}: {3} is rounded down to {4}"),
        Error("DEEP0124", "Groups must divide channels and filters", "{0} expects Groups to divide channels and filters, but {1} does not divide {2} and {3}"),
        Error("DEEP0125", "A network has too many layers", "With {0} the network would have {1} layers, but the limit is {2}: {3}, or make layers wider instead"),
        Error("DEEP0130", "Groups must divide the channels", "{0} expects Groups to divide the {1} channels of '{2}', but {3}"),
        Error("DEEP0131", "A single value cannot be normalised", "{0} would normalise a single value, which makes its output the same whatever the input is: each {1} of '{2}', {3}, needs at least 2 values"),
        Error("DEEP0132", "A window does not fit", "{0} would have no output: its {1} is {2}"),
        Error("DEEP0133", "Padding must be less than the window", "{0} expects Padding to be less than its size, {1}, but it is {2}: a window would lie in the padding alone"),
        Error("DEEP0140", "An embedding takes integers", "{0} looks up integers, but '{1}' holds real numbers: {2}"),
        Error("DEEP0141", "A recurrent layer takes a sequence", "{0} expects a sequence [steps, features], but '{1}' is {2}"),
        Error("DEEP0142", "Dropout between stacked layers needs two of them", "{0} has Dropout, which applies between stacked layers, but Layers is 1: raise Layers, or add [Dropout] after the layer"),
        Error("DEEP0150", "Attention heads must divide the features", "{0} divides the features among its heads, but {1}: change Heads, or set HeadSize"),
        Error("DEEP0151", "Attention needs a sequence", "{0} expects a sequence [steps, features], but '{1}' is {2}"),
        Error("DEEP0152", "A mask has one integer per step", "{0} expects a mask with Integer = true and shape [{1}], one integer per key, but '{2}' is {3}"),
        Error("DEEP0153", "Rotary positions need an even head size", "{0} rotates pairs of elements, but its head size is {1}: make it even, or remove Rotary"),
        Error("DEEP0154", "Causal attention needs one sequence", "{0} is causal, but takes keys from '{1}', whose steps are neither before nor after its own: remove Causal or Memory"),
        Error("DEEP0155", "A shape has another number of elements", "{0} takes {1}, which has {2} elements, but was given {3}"),
        Error("DEEP0156", "Permute needs every axis once", "{0} takes {1} and expects each of the axes {2} once, but was given {3}"),
        Error("DEEP0157", "A range does not fit its axis", "{0} takes elements {1} to {2} of an axis of {3} in {4}: lower Count or change Start"),
        Error("DEEP0158", "A layer takes two inputs", "{0} takes exactly 2 inputs, but was given {1}"),
        Error("DEEP0159", "Two shapes do not fit", "{0} takes '{1}', which is {2}, but '{3}' is {4}; it expects {5}"),
        Note("DEEP0160", "A recurrent network takes no single steps", "Network '{0}' gets no Step and ResetState, which run a sequence one step at a time: {1} {2}"),

        Error("DEEP0200", "A size must be at least 1", "{0} expects {1} to be at least 1, but it is {2}"),
        Error("DEEP0201", "An argument is out of range", "{0} expects {1} to be {2}, but it is {3}"),
        Error("DEEP0202", "A convolution reaches too far", "{0} passes over {1} places of {2} channels, padding among them; the limit is 2,147,483,647 elements: lower {3}"),

        Error("DEEP0300", "A cross entropy needs two classes", "{2} expects at least 2 classes in the last size, but '{0}' is {1}; for one output use BinaryCrossEntropyLoss"),
        Error("DEEP0301", "An output has two losses", "'{0}' already has {1}; {2} needs an output of its own"),
        Error("DEEP0302", "Softmax before CrossEntropyLoss", "{1} takes logits and applies softmax itself, but '{0}' is a Softmax: remove it; Predict gives probabilities"),
        Error("DEEP0303", "Sigmoid before BinaryCrossEntropyLoss", "{2} takes logits and applies the sigmoid itself, but '{1}' is a {0}: remove it; Predict gives probabilities"),
        Error("DEEP0304", "A loss needs a layer", "{0} is computed from input '{1}', which no parameter can change: put it after a layer"),
        Error("DEEP0305", "A network with a loss needs an optimizer", "{0} has to be minimised by an optimizer: add one, such as [Adam]"),
        Error("DEEP0306", "A network has one optimizer", "The network already has the optimizer {0}; remove it or {1}"),
        Error("DEEP0307", "Nesterov needs momentum", "Nesterov changes how momentum is applied, but Momentum is 0: set it, as in Momentum = 0.9f"),
        Error("DEEP0308", "An optimizer needs a loss", "{0} has nothing to minimise: add a loss, such as [CrossEntropyLoss], or remove the optimizer for a network that only predicts"),
        Error("DEEP0309", "One weight per class", "{0} has {2} in {1}, but {3}: {4}"),
        Error("DEEP0310", "TripletLoss names two layers", "{0} compares three layers: name the one for {1}, as in [TripletLoss(Positive = \"positive\", Negative = \"negative\")]"),
        Error("DEEP0311", "TripletLoss needs three equal shapes", "{0} compares embeddings of equal shapes, but '{1}' is {2} and {4} '{3}' is {5}"),
        Error("DEEP0312", "CtcLoss needs steps and classes", "CtcLoss expects [steps, classes] with at least 2 classes, but '{0}' is {1}"),
        Error("DEEP0313", "Targets are longer than the sequence", "CtcLoss aligns at most one label with each step, but TargetLength is {0} and '{1}' has {2} steps"),
        Error("DEEP0314", "IgnoreIndex needs labels", "IgnoreIndex is a label that does not count, but with DenseTargets there are no labels: remove one of the two"),
        Error("DEEP0320", "Dampening needs plain momentum", "Dampening weakens what a gradient adds to the momentum, but {0}: remove Dampening or change Momentum and Nesterov"),
        Error("DEEP0321", "Gradients can be limited in one way only", "{0} and {1} would both limit the gradients, and their order is not defined: remove one"),
        Error("DEEP0322", "Weights can be averaged in one way only", "AverageDecay keeps a decaying average and PolyakAverage the plain mean, but a network keeps only one: remove one"),

        Error("DEEP0400", "No form for a GPU", "{0}; a GPU form {1}: {2}, or remove Gpu"),
        Error("DEEP0401", "Gpu needs DeepNet.Shaders", "Network '{0}' has Gpu = true, but the project does not refer to DeepNet.Shaders, whose devices the code for a GPU calls: add the reference, or remove Gpu"),

        Error("DEEP0900", "DeepNet failed", "The code of {0} could not be written, by a fault of DeepNet: {1}. Please report it with the declaration; another order or size of layers may work"),
    }.ToDictionary(d => d.Id);

    /// <summary>What a diagnostic says, on one line.</summary>
    public static string Message(Mistake mistake) => string.Join(
        " ", string.Format(CultureInfo.InvariantCulture, All[mistake.Id].MessageFormat.ToString(CultureInfo.InvariantCulture), mistake.Arguments.ToArray<object>()).Split('\r', '\n', '\u0085', '\u2028', '\u2029'));

    /// <summary>Whether there is code all the same: a warning or a note.</summary>
    public static bool IsWarning(string id) => All[id].DefaultSeverity != DiagnosticSeverity.Error;

    private static DiagnosticDescriptor Error(string id, string title, string message) => Make(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warning(string id, string title, string message) => Make(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Note(string id, string title, string message) => Make(id, title, message, DiagnosticSeverity.Info);

    /// <summary>
    /// An error cannot be switched off: the network would build and throw when it is made. The first tag is for options and <c>#pragma</c>, the second for
    /// <c>SuppressMessageAttribute</c>.
    /// </summary>
    private static DiagnosticDescriptor Make(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, Category, severity, isEnabledByDefault: true, helpLinkUri: Pages + id + ".md",
            customTags: severity == DiagnosticSeverity.Error ? [WellKnownDiagnosticTags.NotConfigurable, WellKnownDiagnosticTags.Compiler] : []);
}
