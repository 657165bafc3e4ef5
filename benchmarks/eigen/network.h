// Networks of dense layers. Each is a type that holds all its sizes, and a layer knows what follows it.
#pragma once
#include "functions.h"
#include "rules.h"

template <Index Size, class Function>
struct Dense {
    static constexpr Index size = Size;
    using Activation = Function;
};

// The last layer; its loss contains its activation.
template <Index Size, class Function>
struct Output {
    static constexpr Index size = Size;
    using Loss = Function;
};

// How often the layers are passed in a step, and with how many samples at a time.
template <class UpdateRule, Index Samples, Index Times = 1>
struct Passes {
    using Rule = UpdateRule;
    static constexpr Index samples = Samples, times = Times;
};

// The layers from one on, whose inputs are the columns of x.
template <class Pass, Index Inputs, class... Layers>
class Chain;

template <class Pass, Index Inputs, class Layer, class... Rest>
class Chain<Pass, Inputs, Layer, Rest...> {
    using Activation = typename Layer::Activation;
    using Rule = typename Pass::Rule;

    // A single sample meets each weight once, so a product is as fast as they are read: Eigen is best at rows in turn.
    static constexpr bool reads_rows = Pass::samples == 1 && !is_fixed<Layer::size, Inputs>;
    using Rows = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

    Parameter<Pass, std::conditional_t<reads_rows, Rows, Matrix<Layer::size, Inputs>>> weights;
    Parameter<Pass, Matrix<Layer::size, 1>> biases;
    Matrix<Layer::size, Pass::samples> a, delta;
    Chain<Pass, Layer::size, Rest...> rest;

public:
    using Last = typename decltype(rest)::Last;

    template <class Source>
    void load(Source& source) {
        weights.load(source.template next<Eigen::Matrix<float, Layer::size, Inputs, Eigen::RowMajor>>());
        biases.load(source.template next<Eigen::Matrix<float, Layer::size, 1>>());
        a.resize(Layer::size, Pass::samples);
        delta.resize(Layer::size, Pass::samples);
        rest.load(source);
    }

    // Returns the outputs, a row for each sample.
    template <class X>
    const auto& forward(const X& x) {
        activate(x);
        return rest.forward(a);
    }

    // Returns the sum of the samples' losses, each of which has the given share in the gradient. Before the weights w
    // move, before(w', delta) takes what the layer in front needs of them.
    template <class X, class Y, class Before>
    float train(const X& x, const Y& y, float share, const Rule& rule, const Before& before) {
        activate(x);
        const float loss = rest.train(a, y, share, rule, [&](const auto& w, const auto& d) {
            multiply(delta, w, d, [&](Index i, Index j, const auto& sum) { return sum * Activation::derivative(part(a, i, j, sum)); });
        });
        before(weights.values.transpose(), delta);
        weights.descend(rule, delta, x.transpose());
        biases.descend(rule, delta.rowwise().sum());
        return loss;
    }

    void update(const Rule& rule) {
        weights.update(rule);
        biases.update(rule);
        rest.update(rule);
    }

private:
    template <class X>
    void activate(const X& x) {
        multiply(a, weights.values, x, [&](Index i, Index, const auto& sum) { return Activation::of(sum + part(biases.values, i, 0, sum)); });
    }
};

// Few outputs, many samples: here it is the samples that lie side by side and fill the packets, and the weights are
// kept transposed.
template <class Pass, Index Inputs, class Layer>
class Chain<Pass, Inputs, Layer> {
    using Loss = typename Layer::Loss;
    using Rule = typename Pass::Rule;

    Parameter<Pass, Matrix<Inputs, Layer::size>> weights;
    Parameter<Pass, Matrix<1, Layer::size>> biases;
    Matrix<Pass::samples, Layer::size> z;

public:
    using Last = Layer;

    template <class Source>
    void load(Source& source) {
        weights.load(source.template next<Eigen::Matrix<float, Inputs, Layer::size>>());
        biases.load(source.template next<Eigen::Matrix<float, 1, Layer::size>>());
        z.resize(Pass::samples, Layer::size);
    }

    template <class X>
    const auto& forward(const X& x) {
        weigh(x);
        Loss::activate(z);
        return z;
    }

    template <class X, class Y, class Before>
    float train(const X& x, const Y& y, float share, const Rule& rule, const Before& before) {
        weigh(x);
        const float loss = Loss::train(z, y, share);
        before(weights.values, z.transpose());
        weights.descend(rule, x, z);
        biases.descend(rule, z.colwise().sum());
        return loss;
    }

    void update(const Rule& rule) {
        weights.update(rule);
        biases.update(rule);
    }

private:
    template <class X>
    void weigh(const X& x) {
        multiply(z, x.transpose(), weights.values, [&](Index, Index j, const auto& sum) { return sum + biases.values(j); });
    }
};
