using System.Runtime.InteropServices;

namespace DeepNet.Products;

/// <summary>The C interface of OpenBLAS.</summary>
internal static unsafe partial class OpenBlas
{
    private const int RowMajor = 101, NoTranspose = 111, Transpose = 112;

    /// <summary><c>c = a · b + beta · c</c> of row-major matrices, either operand transposed.</summary>
    public static void Multiply(Matrix c, Matrix a, bool aTransposed, Matrix b, bool bTransposed, int m, int n, int k, float beta)
    {
        fixed (float* pc = c.Elements, pa = a.Elements, pb = b.Elements)
        {
            Gemm(
                RowMajor, aTransposed ? Transpose : NoTranspose, bTransposed ? Transpose : NoTranspose, m, n, k, 1, pa, aTransposed ? m : k, pb, bTransposed ? k : n, beta, pc, n);
        }
    }

    /// <summary>The processor whose kernels OpenBLAS uses, such as <c>SkylakeX</c>.</summary>
    public static string Kernels => Marshal.PtrToStringAnsi(CoreName())!;

    [LibraryImport("libopenblas.so.0", EntryPoint = "openblas_get_corename")]
    private static partial nint CoreName();

    [LibraryImport("libopenblas.so.0", EntryPoint = "cblas_sgemm")]
    private static partial void Gemm(
        int order, int transposeA, int transposeB, int m, int n, int k, float alpha, float* a, int lda, float* b, int ldb, float beta, float* c, int ldc);
}
