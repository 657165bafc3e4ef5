// What a workload does, prepared.
#pragma once
#include "network.h"
#include <chrono>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

// A request to prepare a workload: its words, of which all but the first few are arrays in base64.
class Request {
    std::istringstream words;
    std::vector<char> bytes;

public:
    std::string id, rule;
    float rate = 0;
    int probe_steps = 0;

    explicit Request(const std::string& text) : words(text) { words >> id >> rule >> rate >> probe_steps; }

    // The next array, valid until the one after it.
    template <class M>
    Eigen::Map<const M> next() {
        std::string word;
        words >> word;
        decode(word);
        if (bytes.size() != sizeof(typename M::Scalar) * M::SizeAtCompileTime)
            throw std::runtime_error(id + " has other sizes here than there: see rows.cpp and Workloads.cs.");
        return Eigen::Map<const M>(reinterpret_cast<const typename M::Scalar*>(bytes.data()));
    }

    // The next array, to be kept: Times matrices one after another.
    template <class M, Index Times>
    std::vector<typename M::Scalar> keep() {
        const auto all = next<Eigen::Array<typename M::Scalar, M::SizeAtCompileTime * Times, 1>>();
        return {all.begin(), all.end()};
    }

private:
    void decode(const std::string& word) {
        static const std::string digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        unsigned value = 0, bits = 0;
        bytes.clear();
        for (char c : word.substr(0, word.find('='))) {
            value = value << 6 | static_cast<unsigned>(digits.find(c));
            bits += 6;
            if (bits >= 8)
                bytes.push_back(static_cast<char>(value >> (bits -= 8)));
        }
    }
};

class Job {
public:
    virtual ~Job() = default;

    // What peers must agree about: the loss at the last of a few steps, or the outputs.
    virtual std::vector<float> probe() = 0;

    // The seconds that it took.
    virtual double run(long times) = 0;

protected:
    template <class Step>
    static double time(long times, const Step& step) {
        const auto began = std::chrono::steady_clock::now();
        for (long i = 0; i < times; i++) {
            step();
            // The compiler must take it that anything in memory is read and changed here: it can neither leave a step
            // out nor share work between two.
            asm volatile("" ::: "memory");
        }
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    }
};

template <class Pass, Index Inputs, class... Layers>
class Training : public Job {
    using Net = Chain<Pass, Inputs, Layers...>;
    using X = Matrix<Inputs, Pass::samples>;
    using Y = typename Net::Last::Loss::template Targets<Net::Last::size, Pass::samples>;

    Net net;
    typename Pass::Rule rule;
    std::vector<float> inputs;
    std::vector<typename Y::Scalar> targets;
    int probe_steps;
    float loss = 0;

public:
    explicit Training(Request& request) : probe_steps(request.probe_steps) {
        rule.rate = request.rate;
        net.load(request);
        inputs = request.keep<Eigen::Matrix<float, Inputs, Pass::samples>, Pass::times>();
        targets = request.keep<Y, Pass::times>();
    }

    std::vector<float> probe() override {
        run(probe_steps);
        return {loss};
    }

    double run(long times) override {
        return time(times, [&] { step(); });
    }

private:
    void step() {
        constexpr float share = 1.0f / (Pass::samples * Pass::times);
        float sum = 0;
        rule.begin_step();
        for (Index i = 0; i < Pass::times; i++) {
            const Eigen::Map<const X> x(inputs.data() + i * Inputs * Pass::samples, Inputs, Pass::samples);
            const Eigen::Map<const Y> y(targets.data() + i * Y::SizeAtCompileTime);
            sum += net.train(x, y, share, rule, [](const auto&, const auto&) {});
        }
        net.update(rule);
        loss = share * sum;
    }
};

template <Index Samples, Index Inputs, class... Layers>
class Forward : public Job {
    using Net = Chain<Passes<Sgd, Samples>, Inputs, Layers...>;
    using X = Matrix<Inputs, Samples>;

    Net net;
    std::vector<float> inputs;
    Eigen::Matrix<float, Net::Last::size, Samples> outputs;

public:
    explicit Forward(Request& request) {
        net.load(request);
        inputs = request.keep<Eigen::Matrix<float, Inputs, Samples>, 1>();
    }

    std::vector<float> probe() override {
        run(1);
        return {outputs.data(), outputs.data() + outputs.size()};
    }

    // The outputs as the inputs are: sample by sample.
    double run(long times) override {
        return time(times, [&] { outputs = net.forward(Eigen::Map<const X>(inputs.data(), Inputs, Samples)).transpose(); });
    }
};
