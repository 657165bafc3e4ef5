#!/usr/bin/env python3
"""Trains a LeNet on the digits 0 to 4 with PyTorch, and exports it as digits0to4.onnx. This is the "elsewhere" of the sample."""
import os

import numpy as np
import torch
from torch import nn

FOLDER = os.path.dirname(os.path.abspath(__file__))


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 8, 3, padding=1), nn.Conv2d(8, 16, 3, padding=1)
        self.fc1, self.fc2 = nn.Linear(64, 32), nn.Linear(32, 5)

    def forward(self, x):
        x = nn.functional.max_pool2d(torch.relu(self.conv1(x)), 2)
        x = nn.functional.max_pool2d(torch.relu(self.conv2(x)), 2)
        x = torch.relu(self.fc1(torch.flatten(x, 1)))
        return torch.softmax(self.fc2(x), 1)


def main():
    torch.manual_seed(1)
    rows = np.loadtxt(os.path.join(FOLDER, "../Digits/digits.csv"), delimiter=",", dtype=np.float32)
    rows = rows[rows[:, 64] < 5]
    x, y = torch.from_numpy(rows[:, :64] / 16).reshape(-1, 1, 8, 8), torch.from_numpy(rows[:, 64]).long()
    net = LeNet()
    optimizer = torch.optim.Adam(net.parameters(), 0.003, weight_decay=1e-4)
    for _ in range(40):
        for batch in torch.randperm(len(x)).split(32):
            # Shifted by up to a pixel, and with noise, so that the filters are of use for other digits too.
            dy, dx = torch.randint(-1, 2, (2,)).tolist()
            shifted = torch.roll(x[batch], (dy, dx), (2, 3))
            optimizer.zero_grad()
            loss = nn.functional.nll_loss(torch.log(net(shifted + 0.1 * torch.randn_like(shifted)) + 1e-9), y[batch])
            loss.backward()
            optimizer.step()
    print(f"accuracy {(net(x).argmax(1) == y).float().mean():.4f} on {len(x)} digits")
    torch.onnx.export(net.eval(), x[:1], os.path.join(FOLDER, "digits0to4.onnx"), opset_version=13, input_names=["pixels"], output_names=["probabilities"], dynamic_axes={"pixels": {0: "batch"}, "probabilities": {0: "batch"}})


if __name__ == "__main__":
    main()
