// Matrices and their products: in registers where the sizes are known and small, otherwise by Eigen's kernels.
#pragma once

// Otherwise GCC stops inlining at some size of the program, and leaves even single packet operations as calls.
#define EIGEN_STRONG_INLINE __attribute__((always_inline)) inline
// What Eigen packs of a large product's operands goes on the stack: no step allocates.
#define EIGEN_STACK_ALLOCATION_LIMIT (1 << 21)
#include <Eigen/Core>

using Eigen::Index;

// Up to here the sizes are in Eigen's types; larger matrices have theirs at run time, and go to Eigen's kernels, which
// copy ("pack") the operands first: at small sizes that costs more than it gains.
constexpr Index largest_fixed = 128 * 128;

template <Index Rows, Index Columns>
constexpr bool is_fixed = Rows * Columns <= largest_fixed;

template <Index Rows, Index Columns>
using Matrix = Eigen::Matrix<float, is_fixed<Rows, Columns> ? Rows : Eigen::Dynamic, is_fixed<Rows, Columns> ? Columns : Eigen::Dynamic>;

using Packet = Eigen::internal::packet_traits<float>::type;
constexpr Index packet_size = Eigen::internal::unpacket_traits<Packet>::size;

// The part of a column that a sum belongs to: as many rows, from row i, of column j.
template <class M, class Sum>
EIGEN_STRONG_INLINE auto part(M& matrix, Index i, Index j, const Sum& sum) {
    return matrix.template block<Sum::RowsAtCompileTime, 1>(i, j, sum.rows(), 1).array();
}

// Eigen transposes coefficient by coefficient; its packets are transposed in registers.
template <class M>
auto transpose(const Eigen::Transpose<M>& matrix) {
    constexpr Index rows = M::ColsAtCompileTime, columns = M::RowsAtCompileTime;
    Eigen::Matrix<float, rows, columns> result;
    for (Index i = 0; i < rows; i += packet_size) {
        for (Index j = 0; j < columns; j += packet_size) {
            Eigen::internal::PacketBlock<Packet, packet_size> block;
            for (Index q = 0; q < packet_size; q++)
                block.packet[q] = Eigen::internal::ploadu<Packet>(&matrix.nestedExpression().coeffRef(j, i + q));
            Eigen::internal::ptranspose(block);
            for (Index q = 0; q < packet_size; q++)
                Eigen::internal::pstoreu(&result.coeffRef(i, j + q), block.packet[q]);
        }
    }
    return result;
}

// Rows i.. of columns j.. of a b: the sums stay in registers until finish has seen each column of them.
template <Index Rows, Index Columns, class D, class A, class B, class Finish>
EIGEN_STRONG_INLINE void multiply_tile(D& d, const A& a, const B& b, Index i, Index j, const Finish& finish) {
    Eigen::Array<float, Rows, 1> sums[Columns];
#pragma GCC unroll 8
    for (Index q = 0; q < Columns; q++)
        sums[q].setZero();
#pragma GCC unroll 1
    for (Index k = 0; k < A::ColsAtCompileTime; k++) {
        const Eigen::Array<float, Rows, 1> column = a.template block<Rows, 1>(i, k);
#pragma GCC unroll 8
        for (Index q = 0; q < Columns; q++)
            sums[q] += column * b(k, j + q);
    }
#pragma GCC unroll 8
    for (Index q = 0; q < Columns; q++)
        part(d, i, j + q, sums[q]) = finish(i, j + q, sums[q]);
}

// d = finish(a b), where finish(i, j, sum) is given a part of column j, from row i.
template <class D, class A, class B, class Finish>
void multiply(D& d, const A& a, const B& b, const Finish& finish) {
    constexpr Index rows = D::RowsAtCompileTime, columns = D::ColsAtCompileTime, depth = A::ColsAtCompileTime;
    constexpr bool is_small = rows > 0 && columns > 0 && depth > 0;
    if constexpr (is_small && rows % packet_size == 0 && depth % packet_size == 0 && A::IsRowMajor) {
        multiply(d, transpose(a), b, finish);
    } else if constexpr (is_small && rows % packet_size == 0) {
        // Twelve packets of sums in a tile, eight in a single column: enough to hide the latency of a multiply-add,
        // few enough for 16 registers. The tiles of a row are as equal in width as can be.
        constexpr Index tiles = (columns + 5) / 6, width = (columns + tiles - 1) / tiles, rest = columns % width;
        constexpr Index most = packet_size * (columns == 1 ? 8 : 2);
        constexpr Index height = rows % most == 0 ? most : rows < most ? rows : packet_size;
        for (Index i = 0; i < rows; i += height) {
            for (Index j = 0; j + width <= columns; j += width)
                multiply_tile<height, width>(d, a, b, i, j, finish);
            if constexpr (rest > 0)
                multiply_tile<height, rest>(d, a, b, i, columns - rest, finish);
        }
    } else {
        if constexpr (is_small)
            d.noalias() = a.lazyProduct(b);
        else
            d.noalias() = a * b;
        for (Index j = 0; j < d.cols(); j++) {
            auto column = d.col(j).array();
            column = finish(0, j, column);
        }
    }
}

// d += factor a b
template <class D, class A, class B>
void add_product(D& d, float factor, const A& a, const B& b) {
    if constexpr (D::SizeAtCompileTime > 0 && A::SizeAtCompileTime > 0)
        multiply(d, a, b, [&](Index i, Index j, const auto& sum) { return part(d, i, j, sum) + factor * sum; });
    else
        d.noalias() += factor * (a * b);
}
