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
    "ReLU": torch.nn.ReLU,
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


def decode(text, dtype, *shape):
    return torch.frombuffer(bytearray(base64.b64decode(text)), dtype=dtype).reshape(shape)


class Workload:
    def __init__(self, spec):
        torch.set_num_threads(spec["threads"])
        self.is_training = spec["pass"] == "Training"
        self.probe_steps = spec["probe_steps"]
        layers = spec["layers"]
        loss, is_fused = LOSSES[spec["loss"]]
        modules = []
        for i, layer in enumerate(layers):
            linear = torch.nn.Linear(layer["inputs"], layer["outputs"])
            with torch.no_grad():
                linear.weight.copy_(decode(layer["weights"], torch.float32, layer["outputs"], layer["inputs"]))
                linear.bias.copy_(decode(layer["biases"], torch.float32, layer["outputs"]))
            modules.append(linear)
            is_in_loss = i == len(layers) - 1 and self.is_training and is_fused
            if layer["activation"] != "Identity" and not is_in_loss:
                modules.append(ACTIVATIONS[layer["activation"]]())
        self.model = torch.nn.Sequential(*modules)
        self.inputs = decode(spec["inputs"], torch.float32, -1, layers[0]["inputs"])
        if self.is_training:
            self.loss = loss()
            self.targets = (
                decode(spec["labels"], torch.int32, -1).long()
                if spec["loss"] == "CrossEntropy"
                else decode(spec["targets"], torch.float32, -1, layers[-1]["outputs"])
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
