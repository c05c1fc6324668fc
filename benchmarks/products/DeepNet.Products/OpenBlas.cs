using System.Runtime.InteropServices;

namespace DeepNet.Products;

/// <summary>The C interface of OpenBLAS.</summary>
internal static unsafe partial class OpenBlas
{
    private const int RowMajor = 101, NoTranspose = 111, Transpose = 112;

    /// <summary><c>c = a · b + beta · c</c> of row-major matrices, either operand transposed.</summary>
    public static void Multiply(float[] c, float[] a, bool aTransposed, float[] b, bool bTransposed, int m, int n, int k, float beta)
    {
        fixed (float* pc = c, pa = a, pb = b)
        {
            Gemm(
                RowMajor, aTransposed ? Transpose : NoTranspose, bTransposed ? Transpose : NoTranspose, m, n, k, 1, pa, aTransposed ? m : k, pb, bTransposed ? k : n, beta, pc, n);
        }
    }

    [LibraryImport("libopenblas.so.0", EntryPoint = "cblas_sgemm")]
    private static partial void Gemm(
        int order, int transposeA, int transposeB, int m, int n, int k, float alpha, float* a, int lda, float* b, int ldb, float beta, float* c, int ldc);
}
