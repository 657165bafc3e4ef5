"""PyTorch's rows of the benchmark: answers each line of its input with a line of JSON.

    prepare {"layers": [...], ...}   ->  {"values": []}         builds a workload, as PyTorchPeer.cs describes it
    probe                            ->  {"values": [0.69]}     the loss of the last of a few steps, or the outputs
    run 100                          ->  {"values": [0.012]}    the seconds that 100 runs took

The first line says which version runs, or {"error": ...} if there is no PyTorch.
"""
import base64
import json
import sys
import time


def reply(**fields):
    print(json.dumps(fields), flush=True)


try:
    import torch
except ImportError:
    reply(error="/usr/bin/python3 has no torch (on Debian: python3-torch).")
    sys.exit()

ACTIVATIONS = {
    "Sigmoid": torch.nn.Sigmoid,
    "Tanh": torch.nn.Tanh,
    "ReLU": lambda: torch.nn.ReLU(inplace=True),  # as torchvision's residual networks have it
    "ELU": torch.nn.ELU,
    "Softmax": lambda: torch.nn.Softmax(1),
}
# The loss, and whether it contains the activation of the output layer.
LOSSES = {
    "BinaryCrossEntropy": (torch.nn.BCEWithLogitsLoss, True),
    "CrossEntropy": (torch.nn.CrossEntropyLoss, True),
    "MeanSquaredError": (torch.nn.MSELoss, False),
}
RULES = {"Sgd": torch.optim.SGD, "Adam": torch.optim.Adam}


# A layer without its activation; an addition has no module.
MODULES = {
    "Dense": lambda **arguments: [torch.nn.Linear(**arguments)],
    "Conv2D": lambda **arguments: [torch.nn.Conv2d(**arguments)],
    "BatchNorm": lambda **arguments: [torch.nn.BatchNorm2d(**arguments)],
    "MaxPool": lambda **arguments: [torch.nn.MaxPool2d(**arguments)],
    "GlobalAveragePool": lambda: [torch.nn.AdaptiveAvgPool2d(1), torch.nn.Flatten()],
    "Add": lambda: [],
}


def decode(text, dtype, *shape):
    return torch.frombuffer(bytearray(base64.b64decode(text)), dtype=dtype).reshape(shape)


def modules_of(layer, with_activation):
    modules = MODULES[layer["kind"]](**layer["arguments"])
    with torch.no_grad():
        for name, tensor in layer["tensors"].items():
            getattr(modules[0], name).copy_(decode(tensor["values"], torch.float32, *tensor["shape"]))
    if layer["flattens"]:
        modules.insert(0, torch.nn.Flatten())
    if layer["activation"] != "Identity" and with_activation:
        modules.append(ACTIVATIONS[layer["activation"]]())
    return modules


class Graph(torch.nn.Module):
    """A network whose layers read more than the one before. Tensors end with their last reader, as local variables would."""

    def __init__(self, steps):
        super().__init__()
        last = {number: i for i, (reads, _) in enumerate(steps) for number in reads}
        self.steps = [(reads, modules, [number for number in reads if last[number] == i]) for i, (reads, modules) in enumerate(steps)]
        self.registered = torch.nn.ModuleList(module for _, modules in steps for module in modules)

    def forward(self, x):
        values = [x]
        for reads, modules, ends in self.steps:
            value = values[reads[0]]
            for other in reads[1:]:
                value = value + values[other]
            for module in modules:
                value = module(value)
            values.append(value)
            for number in ends:
                values[number] = None
        return values[-1]


class Workload:
    def __init__(self, spec):
        torch.set_num_threads(spec["threads"])
        self.is_training = spec["pass"] == "Training"
        self.probe_steps = spec["probe_steps"]
        layers = spec["layers"]
        loss, is_fused = LOSSES[spec["loss"]]
        steps = []
        for i, layer in enumerate(layers):
            is_in_loss = i == len(layers) - 1 and self.is_training and is_fused
            steps.append((layer["reads"], modules_of(layer, with_activation=not is_in_loss)))
        self.model = torch.nn.Sequential(*(module for _, modules in steps for module in modules)) if spec["is_chain"] else Graph(steps)
        self.model.train(self.is_training)
        self.inputs = decode(spec["inputs"], torch.float32, -1, *spec["input_shape"])
        if self.is_training:
            self.loss = loss()
            self.targets = (
                decode(spec["labels"], torch.int32, -1).long()
                if spec["loss"] == "CrossEntropy"
                else decode(spec["targets"], torch.float32, -1, spec["outputs"])
            )
            self.optimizer = RULES[spec["rule"]](self.model.parameters(), lr=spec["learning_rate"])

    def probe(self):
        if not self.is_training:
            with torch.inference_mode():
                return self.model(self.inputs).flatten().tolist()
        for _ in range(self.probe_steps):
            loss = self.step()
        return [loss.item()]

    def run(self, times):
        began = time.perf_counter()
        if self.is_training:
            for _ in range(times):
                self.step()
        else:
            with torch.inference_mode():
                for _ in range(times):
                    self.model(self.inputs)
        return [time.perf_counter() - began]

    def step(self):
        self.optimizer.zero_grad(set_to_none=True)
        loss = self.loss(self.model(self.inputs), self.targets)
        loss.backward()
        self.optimizer.step()
        return loss


reply(version=torch.__version__)
workload = None
for line in sys.stdin:
    verb, _, argument = line.strip().partition(" ")
    try:
        if verb == "prepare":
            workload = Workload(json.loads(argument))
            reply(values=[])
        else:
            reply(values=workload.probe() if verb == "probe" else workload.run(int(argument)))
    except Exception as exception:  # said in the peer's row; the others go on
        reply(error=str(exception))
