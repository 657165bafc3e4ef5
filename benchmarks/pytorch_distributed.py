"""The training steps of NetGen.Distributed in PyTorch, one thread a process: alone, or as DistributedDataParallel over Gloo.

    /usr/bin/python3 benchmarks/pytorch_distributed.py PROCESSES
"""
import os
import sys
import time

import torch
import torch.distributed as dist
import torch.multiprocessing as mp
from torch import nn


def dense(*sizes):
    layers = []
    for before, after in zip(sizes, sizes[1:]):
        layers += [nn.Linear(before, after), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def lenet():
    return nn.Sequential(
        nn.Unflatten(1, (1, 28, 28)),
        nn.Conv2d(1, 6, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), *dense(256, 120, 84, 10))


NETWORKS = [
    ("64-32-10, batch 32", lambda: dense(64, 32, 10), 64, 32),
    ("LeNet, batch 64", lenet, 784, 64),
    ("784-512-256-10, batch 256", lambda: dense(784, 512, 256, 10), 784, 256),
    ("1024-1024-1024-10, batch 128", lambda: dense(1024, 1024, 1024, 10), 1024, 128),
]


def run(rank, processes):
    torch.set_num_threads(1)
    if processes > 1:
        dist.init_process_group("gloo", rank=rank, world_size=processes)
    for name, create, inputs, batch in NETWORKS:
        torch.manual_seed(1)
        network = create()
        if processes > 1:
            network = nn.parallel.DistributedDataParallel(network)
        optimizer = torch.optim.SGD(network.parameters(), lr=1e-4)
        loss = nn.CrossEntropyLoss()
        x = torch.rand(batch // processes, inputs)
        y = torch.randint(10, (batch // processes,))
        best = float("inf")

        # The same number of steps on every process. The best one, since others use the machine.
        for _ in range(40 if inputs > 784 else 200):
            began = time.perf_counter()
            for _ in range(2):
                optimizer.zero_grad()
                loss(network(x), y).backward()
                optimizer.step()
            best = min(best, (time.perf_counter() - began) / 2)
        if rank == 0:
            print(f"  {name:30} {best * 1e6:9.1f} us", flush=True)


if __name__ == "__main__":
    count = int(sys.argv[1])
    os.environ.update(MASTER_ADDR="127.0.0.1", MASTER_PORT="29511")
    print(f"{count} processes, PyTorch {torch.__version__}{', Gloo' if count > 1 else ''}", flush=True)
    mp.spawn(run, args=(count,), nprocs=count) if count > 1 else run(0, 1)
