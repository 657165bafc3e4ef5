// Eigen's rows of the benchmark: answers each line of its input with a line of JSON.
//
//     prepare T3 Sgd 0.1 5 ...   ->  {"values": []}         builds a workload, as EigenPeer.cs describes it
//     probe                      ->  {"values": [0.69]}     the loss of the last of a few steps, or the outputs
//     run 100                    ->  {"values": [0.012]}    the seconds that 100 runs took
//
// The first line says which version runs.
#include "jobs.h"
#include <iostream>
#include <limits>
#include <map>
#include <memory>

// A network of Workloads.cs.
template <Index Inputs, class... Layers>
struct Network {
    // With the one of the rules that the request asks for.
    template <Index Samples, Index Times, class... Rules>
    static std::unique_ptr<Job> train(Request& request) {
        std::unique_ptr<Job> job;
        const auto try_rule = [&](auto rule) {
            using Pass = Passes<decltype(rule), Samples, Times>;
            if (request.rule == rule.name)
                job = std::make_unique<Training<Pass, Inputs, Layers...>>(request);
        };
        (try_rule(Rules()), ...);
        if (!job)
            throw std::runtime_error("it has no rule " + request.rule + " for " + request.id + ".");
        return job;
    }

    template <Index Samples>
    static std::unique_ptr<Job> forward(Request& request) {
        return std::make_unique<Forward<Samples, Inputs, Layers...>>(request);
    }
};

using Net1 = Network<2, Dense<16, Tanh>, Output<1, SigmoidCrossEntropy>>;
using Net2 = Network<4, Dense<16, Tanh>, Output<3, SoftmaxCrossEntropy>>;
using Net3 = Network<64, Dense<32, ReLU>, Output<10, SoftmaxCrossEntropy>>;
using Net4 = Network<784, Dense<128, ReLU>, Output<10, SoftmaxCrossEntropy>>;
using Net6 = Network<1024, Dense<1024, ReLU>, Dense<1024, ReLU>, Output<10, SoftmaxCrossEntropy>>;
using Net7 = Network<16, Dense<64, ELU>, Dense<64, ELU>, Dense<64, ELU>, Dense<64, ELU>, Output<1, MeanSquaredError>>;
using NetS = Network<4, Dense<32, Tanh>, Dense<16, Tanh>, Output<4, MeanSquaredError>>;

static const std::map<std::string, std::unique_ptr<Job> (*)(Request&)> workloads = {
    {"T1", Net1::train<1, 1, Sgd>}, {"I1", Net1::forward<1>}, {"B1", Net1::forward<64>},
    {"T2", Net2::train<16, 1, Sgd>}, {"I2", Net2::forward<1>}, {"B2", Net2::forward<64>},
    {"T3", Net3::train<32, 1, Sgd>}, {"I3", Net3::forward<1>}, {"B3", Net3::forward<64>},
    {"T4", Net4::train<64, 1, Sgd>}, {"I4", Net4::forward<1>}, {"B4", Net4::forward<64>},
    {"T6", Net6::train<128, 1, Sgd>}, {"I6", Net6::forward<1>}, {"B6", Net6::forward<64>},
    {"T7", Net7::train<32, 1, Sgd>}, {"I7", Net7::forward<1>}, {"B7", Net7::forward<64>},

    // As many samples at a time as leave what is computed of them in the first-level cache.
    {"S", NetS::train<80, 125, Sgd, Adam>},
};

static void reply(const std::vector<double>& values) {
    std::cout << "{\"values\": [";
    for (std::size_t i = 0; i < values.size(); i++)
        std::cout << (i > 0 ? ", " : "") << values[i];
    std::cout << "]}" << std::endl;
}

static std::vector<double> answer(const std::string& line, std::unique_ptr<Job>& job) {
    const auto space = line.find(' ');
    const std::string verb = line.substr(0, space);
    if (verb == "probe") {
        const std::vector<float> values = job->probe();
        return {values.begin(), values.end()};
    }

    const std::string argument = line.substr(space + 1);
    if (verb == "run")
        return {job->run(std::stol(argument))};

    Request request(argument);
    const auto make = workloads.find(request.id);
    if (make == workloads.end())
        throw std::runtime_error("it has no workload " + request.id + ".");
    job = make->second(request);
    return {};
}

int main() {
    std::cout.precision(std::numeric_limits<double>::max_digits10);
    std::cout << "{\"version\": \"" << EIGEN_WORLD_VERSION << '.' << EIGEN_MAJOR_VERSION << '.' << EIGEN_MINOR_VERSION << "\"}" << std::endl;
    std::unique_ptr<Job> job;
    for (std::string line; std::getline(std::cin, line);) {
        try {
            reply(answer(line, job));
        } catch (const std::exception& exception) { // said in the peer's row; the others go on
            std::cout << "{\"error\": \"" << exception.what() << "\"}" << std::endl;
        }
    }
}
