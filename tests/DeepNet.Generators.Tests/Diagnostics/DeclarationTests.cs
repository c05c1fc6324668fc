using DeepNet.Generators.Losses;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepNet.Generators.Tests.Diagnostics;

/// <summary>DEEP0001 to DEEP0015: mistakes of the class itself, because of which no code can be added to it.</summary>
public sealed class DeclarationTests
{
    private const string Layers = "Network, Input(4), Dense(8), ReLU, Dense(3), CrossEntropyLoss, Adam";

    [Fact]
    public void A_network_that_is_not_partial() => Verify.ReportsWithoutCode($$"""
        using DeepNet;
        [{{Layers}}] public class {|DEEP0001:Net|};
        """, "'Net'", "partial class Net");

    [Fact]
    public void A_type_around_a_network_that_is_not_partial() => Verify.ReportsWithoutCode($$"""
        using DeepNet;
        public partial class Outermost
        {
            public class {|DEEP0002:Outer|}
            {
                [{{Layers}}] public partial class Net;
            }
        }
        """, "'Outer'", "'Net'", "partial");

    [Theory]
    [InlineData("[{0}] public partial class {{|DEEP0003:Net|}}<T>;")]
    [InlineData("public partial class Outer<T> {{ [{0}] public partial class {{|DEEP0003:Net|}}; }}")]
    public void A_generic_network(string declaration) => Verify.ReportsWithoutCode("using DeepNet;\n" + string.Format(declaration, Layers), "'Net'", "generic");

    [Theory]
    [InlineData("[{0}] file partial class {{|DEEP0004:Net|}};")]
    [InlineData("file partial class Outer {{ [{0}] public partial class {{|DEEP0004:Net|}}; }}")]
    public void A_file_local_network(string declaration) => Verify.ReportsWithoutCode("using DeepNet;\n" + string.Format(declaration, Layers), "'Net'", "remove 'file'");

    [Theory]
    [InlineData("abstract")]
    [InlineData("static")]
    public void A_network_that_cannot_be_made(string modifier) => Verify.ReportsWithoutCode($$"""
        using DeepNet;
        [{{Layers}}] public {{modifier}} partial class {|DEEP0005:Net|};
        """, "'Net'", $"is {modifier}");

    [Fact]
    public void Attributes_on_two_declarations() => Verify.ReportsWithoutCode("""
        using DeepNet;
        [Network, Input(4), Dense(8)] public partial class Net;
        [{|DEEP0006:Dense(3)|}, CrossEntropyLoss, Adam] partial class Net;
        """, "'Net'", "several partial declarations");

    [Theory]
    [InlineData("public float[] {|DEEP0007:Parameters|} = [];")]
    [InlineData("public int {|DEEP0007:ParameterCount|} => 0;")]
    [InlineData("public float {|DEEP0007:LearningRate|};")]
    [InlineData("public int {|DEEP0007:Dense1|};")]
    [InlineData("public class {|DEEP0007:Dense2Parameters|};")]
    [InlineData("public class {|DEEP0007:Offset|};")]
    [InlineData("private class {|DEEP0007:TrainingMemory|};")]
    [InlineData("private int {|DEEP0007:_block|} = 1;")]
    [InlineData("private int {|DEEP0007:_seed|} = 1;")]
    [InlineData("private int {|DEEP0007:At|}(int i) => i;")]
    [InlineData("private int {|DEEP0007:Slice|}(int i, int j) => i + j;")]
    [InlineData("private void {|DEEP0007:RunInference|}() { }")]
    [InlineData("private void {|DEEP0007:NextCoefficients|}() { }")]
    [InlineData("public event System.Action? {|DEEP0007:TrainStep|} { add { } remove { } }")]
    [InlineData("public void {|DEEP0007:Forward|}(System.ReadOnlySpan<float> x, System.Span<float> y) { }")]
    [InlineData("public void {|DEEP0007:Load|}(string file) { }")]
    [InlineData("public static Net {|DEEP0007:Create|}(int n) => null!;")]
    [InlineData("public void {|DEEP0007:ZeroGradients|}() { }")]
    public void A_member_with_the_name_of_a_generated_one(string member) => Verify.ReportsWithoutCode($$"""
        using DeepNet;
        [{{Layers}}] public partial class Net { {{member}} }
        """, "'Net' declares", "generated");

    [Theory]
    [InlineData("public int {|DEEP0007:get_Parameters|}() => 0;")]
    [InlineData("public void {|DEEP0007:set_Parameters|}(System.Span<float> value) { }")]
    [InlineData("public void {|DEEP0007:set_LearningRate|}(float rate) { }")]
    [InlineData("public int {|DEEP0007:get_Gradients|};")]
    [InlineData("public class {|DEEP0007:set_Schedule|};")]
    public void A_member_with_the_name_of_a_propertys_method(string member) => Verify.ReportsWithoutCode($$"""
        using DeepNet;
        [{{Layers}}] public partial class Net { {{member}} }
        """, "'Net' declares", "generated");

    /// <summary>Every layer with parameters has a property and a type; members that throw leave them out, so that the mistake stays alone.</summary>
    [Theory]
    [InlineData("public int {|DEEP0007:Conv2D1|};", "layer 'Conv2D1'")]
    [InlineData("public void {|DEEP0007:Conv2D1Parameters|}() { }", "layer 'Conv2D1'")]
    [InlineData("public int {|DEEP0007:get_Conv2D1|}() => 1;", "layer 'Conv2D1'")]
    [InlineData("public class {|DEEP0007:BatchNorm1|};", "layer 'BatchNorm1'")]
    [InlineData("public int {|DEEP0007:Head|} => 1;", "layer 'Head'")]
    [InlineData("public int {|DEEP0007:Part1Dense1|};", "layer 'Part1Dense1'")]
    [InlineData("public int {|DEEP0007:InnerDense1|};", "layer 'InnerDense1'")]
    public void A_member_with_the_name_of_a_layer(string member, string layer) => Verify.Reports($$"""
        using DeepNet;
        [Block, Dense(4), ReLU] public class Part;
        [Network, Input(8, 8, 3), Conv2D(4, 3), BatchNorm, ReLU, Flatten, Block(typeof(Part)), Block(typeof(Part), Name = "inner"), Dense(3, Name = "head"), MeanSquaredErrorLoss, Adam]
        public sealed partial class Net { {{member}} }
        """, usage: false, "'Net' declares", layer, "another Name");

    [Fact]
    public void A_member_with_a_name_that_is_kept_for_an_option() => Verify.Reports("""
        using DeepNet;
        [Network, Input(4), Dense(3), MeanSquaredErrorLoss, Sgd]
        public sealed partial class Net { public bool {|DEEP0007:UsesAverages|} => true; }
        """, usage: false, "'Net' declares 'UsesAverages', a name that is kept for a generated member");

    [Fact]
    public void A_member_with_the_name_of_a_layer_without_parameters() => Verify.IsClean("""
        using DeepNet;
        [Network, Input(8, 8, 3), Conv2D(4, 3), ReLU, MaxPool2D(2), Dense(3, Name = "head"), Dense(3, Name = "middle"), Dense(3, SharedWith = "middle", Name = "tail")]
        public partial class Net { public int ReLU1, MaxPool2D1, Conv2D2, HeadCount, Tail; public void set_Head(int a, int b) { } public int get_Weight() => 1; }
        """);

    [Fact]
    public void A_base_class_with_the_name_of_a_layer() => Verify.ReportsWithoutCode("""
        using DeepNet;
        public class Base { public int Lstm1 => 1; }
        [Network, Input(6, 4), Lstm(3)] public partial class {|DEEP0015:Net|} : Base;
        """, "'Net'", "'Base'", "'Lstm1'");

    [Theory]
    [InlineData("namespace DeepNet.Generated { public class {|DEEP0017:Other|}; }")]
    [InlineData("namespace DeepNet.Generated.System { public enum {|DEEP0017:Other|} { A } }")]
    [InlineData("namespace DeepNet.Generated { public static class {|DEEP0017:Unsafe|} { public class Inner; } }")]
    public void A_type_among_the_kernels(string declaration) => Verify.ReportsWithoutCode(declaration, "DeepNet.Generated", "another namespace");

    [Fact]
    public void A_namespace_among_the_kernels() => Verify.Reports($$"""
        namespace DeepNet.Generated.System { public class {|DEEP0017:X|}; }
        [DeepNet.Network, DeepNet.Input(4), DeepNet.Dense(3), DeepNet.CrossEntropyLoss, DeepNet.Adam] public partial class Net;
        """, usage: true);

    [Fact]
    public void A_constructor_that_takes_a_seed() => Verify.ReportsWithoutCode($$"""
        using DeepNet;
        [{{Layers}}] public partial class Net { public {|DEEP0007:Net|}(int seed) { } }
        """, "Net(int)");

    [Fact]
    public void An_overload_or_another_member_is_no_mistake() => Verify.IsClean($$"""
        using DeepNet;
        [{{Layers}}]
        public partial class Net
        {
            public int Weight, Dense3, Dense;
            public string Kernels => "";
            public string Math => "";
            static Net() { }
            public Net(string path) : this(1) => Load(path);
            public static Net Create() => new(1);
            public void Forward(float[] input) { }
            public int Predict(System.ReadOnlySpan<float> input) => 0;
            public void Load(System.IO.Stream stream) { }
            public void Save() { }
            public int Slice(string text) => 0;
        }
        """);

    [Fact]
    public void A_network_that_only_predicts_leaves_the_names_of_training_free() => Verify.IsClean("""
        using DeepNet;
        [Network, Input(4), Dense(3)]
        public partial class Net
        {
            public int Gradients, LearningRate, TargetSize, _seed, _step, TrainingMemory;
            public void TrainStep() => _seed = _step;
        }
        """);

    [Theory]
    [InlineData("class Net{|DEEP0008:()|}")]
    [InlineData("class Net{|DEEP0008:(int seed)|} { private int _s = seed; }")]
    [InlineData("record Net{|DEEP0008:(string Title)|}")]
    public void A_primary_constructor(string declaration) => Verify.ReportsWithoutCode($$"""
        using DeepNet;
        [{{Layers}}] public partial {{declaration}};
        """, "'Net'", "primary constructor");

    [Theory]
    [InlineData(LanguageVersion.CSharp11, "C# 11.0")]
    [InlineData(LanguageVersion.CSharp9, "C# 9.0")]
    public void A_language_version_that_is_too_low(LanguageVersion version, string text) => Verify.ReportsWithoutCode($$"""
        using DeepNet;
        [{{Layers}}] public partial class {|DEEP0009:Net|} { }
        """, version, "'Net'", "C# 12", text);

    [Theory]
    [InlineData("public {|DEEP0010:Net|}() { }")]
    [InlineData("public {|DEEP0010:Net|}(string path) : base() { }")]
    public void A_constructor_that_does_not_call_the_generated_one(string constructor) => Verify.ReportsWithoutCode($$"""
        using DeepNet;
        [{{Layers}}] public partial class Net { {{constructor}} }
        """, "'Net'", ": this(seed)");

    [Theory]
    [InlineData("protected Base(string name) { }")]
    [InlineData("private Base() { }")]
    public void A_base_class_without_a_constructor_to_call(string constructor) => Verify.ReportsWithoutCode($$"""
        using DeepNet;
        public abstract class Base { {{constructor}} public static Base? Of() => null; }
        [{{Layers}}] public partial class {|DEEP0011:Net|} : Base;
        """, "'Net'", "'Base'");

    [Fact]
    public void A_base_class_with_a_constructor_to_call() => Verify.IsClean($$"""
        using DeepNet;
        public abstract class A { protected A(string name = "") { } private int Parameters => 1; public int Other => Parameters; }
        public abstract class B { protected B(params string[] names) { } }
        public abstract class C { internal C() { } }
        [{{Layers}}] public partial class Net1 : A;
        [{{Layers}}] public partial class Net2 : B;
        [{{Layers}}] public partial class Net3 : C;
        """);

    [Fact]
    public void Layers_without_Network() => Verify.ReportsWithoutCode("""
        using DeepNet;
        [{|DEEP0012:Input(4)|}, Dense(3)] public partial class Net;
        """, "'Net'", "[Input]", "[Network]");

    [Theory]
    [InlineData("Parameters")]
    [InlineData("Forward")]
    [InlineData("Offset")]
    [InlineData("Backward")]
    public void A_network_with_the_name_of_a_member(string name) => Verify.ReportsWithoutCode($$"""
        using DeepNet;
        [{{Layers}}] public partial class {|DEEP0013:{{name}}|};
        """, name);

    [Theory]
    [InlineData("public required string {|DEEP0014:Title|} { get; set; }")]
    [InlineData("public required string {|DEEP0014:Title|};")]
    public void A_required_member(string member) => Verify.ReportsWithoutCode($$"""
        using DeepNet;
        [{{Layers}}] public partial class Net { {{member}} }
        """, "'Net'", "'Title'");

    [Fact]
    public void A_required_member_of_the_base_class() => Verify.ReportsWithoutCode($$"""
        using DeepNet;
        public class Base { public required string Title; }
        [{{Layers}}] public partial class {|DEEP0014:Net|} : Base;
        """, "'Title'");

    [Theory]
    [InlineData("public int Parameters;")]
    [InlineData("protected virtual void Load(string path) { }")]
    [InlineData("internal class Offset;")]
    [InlineData("public int Dense1 => 1;")]
    public void A_base_class_with_a_generated_member(string member) => Verify.ReportsWithoutCode($$"""
        using DeepNet;
        public class Base { {{member}} }
        [{{Layers}}] public partial class {|DEEP0015:Net|} : Base;
        """, "'Net'", "'Base'");

    [Fact]
    public void A_base_class_that_is_a_network() => Verify.ReportsWithoutCode($$"""
        using DeepNet;
        [{{Layers}}] public partial class First;
        [{{Layers}}] public partial class {|DEEP0015:Net|} : First;
        """, "'First'");
}
