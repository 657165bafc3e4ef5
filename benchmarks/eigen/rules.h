// Update rules, with PyTorch's constants, and the parameters that they move.
#pragma once
#include "products.h"
#include <cmath>
#include <type_traits>

struct Sgd {
    static constexpr const char* name = "Sgd";
    float rate = 0;

    // Each term of a gradient can be subtracted from the parameters on its own.
    static constexpr bool is_linear = true;

    template <class M>
    struct State {
        void resize(Index, Index) {}
    };

    void begin_step() {}

    template <class M>
    void move(M& values, const M& gradient, State<M>&) const { values -= rate * gradient; }
};

struct Adam {
    static constexpr const char* name = "Adam";
    float rate = 0;

    static constexpr bool is_linear = false;
    static constexpr double beta1 = 0.9, beta2 = 0.999;
    static constexpr float epsilon = 1e-8f;

    template <class M>
    struct State {
        M mean, square;
        void resize(Index rows, Index columns) {
            mean.setZero(rows, columns);
            square.setZero(rows, columns);
        }
    };

    void begin_step() {
        step++;
        mean_scale = rate / static_cast<float>(1 - std::pow(beta1, step));
        root_scale = 1 / static_cast<float>(std::sqrt(1 - std::pow(beta2, step)));
    }

    template <class M>
    void move(M& values, const M& gradient, State<M>& state) const {
        auto g = gradient.array(), mean = state.mean.array(), square = state.square.array();
        mean += static_cast<float>(1 - beta1) * (g - mean);
        square += static_cast<float>(1 - beta2) * (g.square() - square);
        values.array() -= mean_scale * mean / (root_scale * square.sqrt() + epsilon);
    }

private:
    int step = 0;
    float mean_scale = 0, root_scale = 0;
};

template <class Pass, class M>
class Parameter {
    using Rule = typename Pass::Rule;
    struct Nothing {};

    // A gradient is kept only where it is more than one term, or the rule needs to see it.
    static constexpr bool has_gradient = Pass::times > 1 || !Rule::is_linear;

    std::conditional_t<has_gradient, M, Nothing> gradient;
    typename Rule::template State<M> state;

public:
    M values;

    template <class V>
    void load(const V& v) {
        values = v;
        state.resize(v.rows(), v.cols());
        if constexpr (has_gradient)
            gradient.setZero(v.rows(), v.cols());
    }

    // The gradient has the term a b.
    template <class A, class B>
    void descend(const Rule& rule, const A& a, const B& b) {
        if constexpr (has_gradient)
            add_product(gradient, 1, a, b);
        else
            add_product(values, -rule.rate, a, b);
    }

    template <class G>
    void descend(const Rule& rule, const G& term) {
        if constexpr (has_gradient)
            gradient += term;
        else
            values -= rule.rate * term;
    }

    // After the gradient's last term.
    void update(const Rule& rule) {
        if constexpr (has_gradient) {
            rule.move(values, gradient, state);
            gradient.setZero();
        }
    }
};
