using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Products;

/// <summary>
/// Writes a <see cref="Product"/>: a method for each kind of tiles that the runtime has. Those of 256 bits finish their sums in registers; after the others, an activation goes over memory.
/// </summary>
internal sealed class ProductEmitter(SourceWriter writer, Product product)
{
    /// <summary>Counts as types, which the compiler knows when it reads the code (<c>TileConstants</c> of the runtime).</summary>
    private static readonly string[] Counts = ["", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight"];

    public void Emit()
    {
        EmitTileProduct();
        writer.Line();
        EmitSharedProduct();
        if (product.PackedWhen is not null)
        {
            writer.Line();
            EmitPackedProduct();
        }

        EmitCounts();
        if (product.Finish is { } finish)
        {
            writer.Line();
            finish.Emit(writer, product.Element);
        }
    }

    /// <summary>A count as a type.</summary>
    private static string Count(int value) => Counts[value];

    /// <summary>Writes <c>if (Vector256.IsHardwareAccelerated) RunVector256(...)</c> and what is run on other hardware.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="product">The product.</param>
    /// <param name="input">What is handed over for the operand <c>input</c>, if not itself.</param>
    /// <param name="rows">What is handed over for the parameter <c>rows</c>, if there is one.</param>
    public static void EmitDispatch(SourceWriter writer, Product product, string input = "input", string rows = "rows")
    {
        IEnumerable<string> references = product.Operands.Select(o => "ref " + (o.Name == "input" ? input : o.Name));
        string arguments = string.Join(", ", references.Concat(BatchAndRows(product).Select(c => c == "rows" ? rows : c)));
        string otherwise = "";
        (string? Condition, string Method)[] forms = [
            (PackingRule.WideWhen(product, product.Rows == "rows" ? rows : product.Rows), "RunShared"),
            (product.PackedWhen, "RunPacked"),
            ("Vector256.IsHardwareAccelerated" + (product.Depth.Value is null ? FormattableString.Invariant($" && {product.Depth.Name} <= {PackingRule.MostDepth}") : ""), "RunVector256"),
        ];
        foreach ((string? condition, string method) in forms)
        {
            if (condition is null)
            {
                continue;
            }

            using (writer.Block($"{otherwise}if ({condition})"))
            {
                writer.Line($"{method}({arguments});");
            }

            otherwise = "else ";
        }

        using (writer.Block("else"))
        {
            writer.Line($"RunShared({arguments});");
        }
    }

    /// <summary>The counts that are known only at run time.</summary>
    private static IEnumerable<string> BatchAndRows(Product product) => product.Rows == "rows" ? ["n", "rows"] : ["n"];

    private string Parameters(IEnumerable<string> counts) => string.Join(", ", product.Operands.Select(o => $"ref {product.Element.Keyword()} {o.Name}")
        .Concat(counts.Select(c => "int " + c)));

    /// <summary>Writes the Vector256 form, which finishes its sums in registers.</summary>
    private void EmitTileProduct()
    {
        int lanes = new Target(Isa.Vector256, product.Element).Lanes;
        int vectors = (product.Columns.Value + lanes - 1) / lanes;
        int rest = product.Columns.Value % lanes;
        string Last(int most) => Count(vectors - (vectors - 1) / most * most);
        string start = product.Start switch { null => "FromZero", { RowStride: "" } => "FromRow", _ => "FromResult" };
        TileOperand result = product.Finish is null ? product.C : product.Result;
        writer.Line("/// <summary>The product with tiles of 256 bits.</summary>");
        using (writer.Method($"private static void RunVector256({Parameters(BatchAndRows(product))})"))
        {
            string sizes = string.Join(", ", Sizes(result).Select(s => s == "1" ? "One" : s == product.Depth.Name && product.Depth.Value is null ? "AnyDepth" : s + "Count"));
            writer.Line($"TileProduct.Run<{Last(2)}, {Last(4)}, {Last(8)}, {(rest == 0 ? "Whole" : Count(rest))}, {start}, {(product.Finish is null ? "PlainSum" : "Finish")}, {sizes}>(");
            writer.Line($"    ref {result.Name}, ref {(product.Companion ?? result).Name}, ref {(product.Start is { RowStride: "" } row ? row : result).Name}, ref {product.A.Name}, ref {product.B.Name}, {product.Rows}, {product.Depth.Name});");
            if (product.Finish is null)
            {
                product.SecondPass?.Invoke(writer);
            }
        }
    }

    /// <summary>The distances and counts that tiles know when they are compiled, as names of constants.</summary>
    private IReadOnlyList<string> Sizes(TileOperand result) => [product.A.RowStride, product.AStep, product.BStep, result.RowStride, product.Columns.Name, product.Depth.Name];

    /// <summary>Writes the constants as sizes of types: a compiler knows those when it reads the code, and inlines nothing to know them.</summary>
    private void EmitCounts()
    {
        TileOperand result = product.Finish is null ? product.C : product.Result;
        foreach (string name in Sizes(result).Where(s => s != "1" && (s != product.Depth.Name || product.Depth.Value is not null)).Distinct())
        {
            writer.Line().Line($"/// <summary>{name} as the size of a type.</summary>").Line($"[StructLayout(LayoutKind.Sequential, Size = {name})]").Line($"private readonly struct {name}Count;");
        }
    }

    /// <summary>Writes the form of the other vectors: the product, then what the Vector256 form does to its sums in registers.</summary>
    private void EmitSharedProduct()
    {
        writer.Line("/// <summary>The same with the tiles that all products share.</summary>");
        using (writer.Method($"private static void RunShared({Parameters(BatchAndRows(product))})"))
        {
            writer.Call("InPlaceProduct.Run", [
                .. ResultAndRows(product), "ref " + product.B.Name, product.BStep, product.Rows, product.Columns.Name, product.Depth.Name]);
            product.SecondPass?.Invoke(writer);
        }
    }

    /// <summary>Writes the form with packed operands: the product, then what the tiles do to their sums in registers.</summary>
    private void EmitPackedProduct()
    {
        writer.Line("/// <summary>The same with packed operands.</summary>");
        using (writer.Method($"private static void RunPacked({Parameters(BatchAndRows(product))})"))
        {
            EmitPacked(writer, product, (product.B.Name, product.BStep, "1"));
        }
    }

    /// <summary>Writes the call of the packed product, and what the tiles do to their sums in registers.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="product">The product.</param>
    /// <param name="b">The operand B, and the elements between its rows and between its columns.</param>
    public static void EmitPacked(SourceWriter writer, Product product, (string Name, string Stride, string Step) b)
    {
        writer.Call("PackedProduct.Run", [
            .. ResultAndRows(product), "ref " + b.Name, b.Stride, b.Step, product.Rows, product.Columns.Name, product.Depth.Name,
            .. PackingRule.BlockArguments(product.Element)]);
        product.SecondPass?.Invoke(writer);
    }

    /// <summary>The arguments of C, of what the sums begin with, and of A.</summary>
    private static List<string> ResultAndRows(Product product)
    {
        string start = product.Start is null ? $"Unsafe.NullRef<{product.Element.Keyword()}>()" : product.Start.Name;
        return [
            "ref " + product.C.Name, product.C.RowStride, "ref " + start, product.Start is { RowStride.Length: > 0 } matrix ? matrix.RowStride : "0",
            "ref " + product.A.Name, product.A.RowStride, product.AStep];
    }
}
