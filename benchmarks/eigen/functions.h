// Activations, and losses with the activation of the output layer in them.
#pragma once
#include "products.h"

// An activation is a = of(z), with a derivative in terms of a.
struct Tanh {
    template <class Z>
    EIGEN_STRONG_INLINE static auto of(const Z& z) { return z.tanh(); }
    template <class A>
    EIGEN_STRONG_INLINE static auto derivative(const A& a) { return 1 - a.square(); }
};

struct ReLU {
    template <class Z>
    EIGEN_STRONG_INLINE static auto of(const Z& z) { return z.max(0.0f); }
    template <class A>
    EIGEN_STRONG_INLINE static auto derivative(const A& a) { return (a > 0.0f).template cast<float>(); }
};

struct ELU {
    template <class Z>
    EIGEN_STRONG_INLINE static auto of(const Z& z) { return z.max(0.0f) + (z.min(0.0f).exp() - 1); }
    template <class A>
    EIGEN_STRONG_INLINE static auto derivative(const A& a) { return a.min(0.0f) + 1; }
};

// A loss has two ways to go on from z, a row for each sample: activate turns it into the outputs; train turns it into
// its gradient, of which each sample has a share, and returns the sum of the samples' losses.
struct SigmoidCrossEntropy {
    template <Index Outputs, Index Samples>
    using Targets = Eigen::Array<float, Outputs, Samples>;

    template <class Z>
    static void activate(Z& z) { z = z.array().logistic(); }

    template <class Z, class Y>
    static float train(Z& z, const Y& y, float share) {
        const auto targets = y.transpose();
        const float loss = (z.array().max(0.0f) - targets * z.array() + (1 + (-z.array().abs()).exp()).log()).sum();
        z = share * (z.array().logistic() - targets);
        return loss;
    }
};

struct SoftmaxCrossEntropy {
    // A label for each sample.
    template <Index, Index Samples>
    using Targets = Eigen::Array<int, 1, Samples>;

    template <class Z>
    static void activate(Z& z) {
        subtract_largest(z);
        exponentiate(z, 1, [](const auto&) {});
    }

    template <class Z, class Y>
    static float train(Z& z, const Y& labels, float share) {
        float loss = 0;
        subtract_largest(z);
        for (Index n = 0; n < z.rows(); n++)
            loss -= z(n, labels(n));
        exponentiate(z, share, [&](const auto& sums) { loss += sums.log().sum(); });
        for (Index n = 0; n < z.rows(); n++)
            z(n, labels(n)) -= share;
        return loss;
    }

private:
    template <class Z>
    static void subtract_largest(Z& z) { z.colwise() -= z.rowwise().maxCoeff().eval(); }

    template <class Z, class Use>
    static void exponentiate(Z& z, float scale, const Use& use) {
        z = z.array().exp();
        const Eigen::Array<float, Z::RowsAtCompileTime, 1> sums = z.rowwise().sum();
        use(sums);
        z.array().colwise() *= scale * sums.inverse();
    }
};

struct MeanSquaredError {
    template <Index Outputs, Index Samples>
    using Targets = Eigen::Matrix<float, Outputs, Samples>;

    template <class Z>
    static void activate(Z&) {}

    template <class Z, class Y>
    static float train(Z& z, const Y& y, float share) {
        z -= y.transpose();
        const float mean = 1 / static_cast<float>(z.cols()), loss = mean * z.squaredNorm();
        z *= 2 * share * mean;
        return loss;
    }
};
