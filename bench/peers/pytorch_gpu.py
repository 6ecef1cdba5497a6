#!/usr/bin/env python3
"""Times the 784-200-784 autoencoder in PyTorch on a GPU, and the GPU's ceilings, in one run; prints JSON.

The same work as `carryover compare`: 4,000 images, batch 32, ReLU and sigmoid, squared error summed over the outputs and
averaged over the batch, averaged momentum 0.9, float32 with TF32 off. R replicas in three ways:

  eager   one network after another, as most programs do it
  graph   one network, its step captured as a CUDA graph and replayed; R of them one after another
  bmm     all replicas in one program of batched products, captured as a CUDA graph
"""
import argparse
import json
import statistics
import time

import torch

IMAGES, BATCH, INPUTS, HIDDEN = 4000, 32, 784, 200
RATE, MOMENTUM = 0.01, 0.9


class Replicas:
    """R autoencoders with their momentum; x is [R][B][784]."""

    def __init__(self, replicas, device):
        def normal(*shape):
            return torch.randn(replicas, *shape, device=device) * 0.01

        self.parameters = [
            normal(INPUTS, HIDDEN), torch.zeros(replicas, 1, HIDDEN, device=device),
            normal(HIDDEN, INPUTS), torch.zeros(replicas, 1, INPUTS, device=device)]
        self.velocities = [torch.zeros_like(p) for p in self.parameters]

    def step(self, x):
        w1, b1, w2, b2 = self.parameters
        z1 = torch.baddbmm(b1, x, w1)
        a1 = torch.relu(z1)
        a2 = torch.sigmoid(torch.baddbmm(b2, a1, w2))
        dz2 = (a2 - x) * a2 * (1 - a2) * (2 / x.shape[1])
        dz1 = torch.bmm(dz2, w2.transpose(1, 2)) * (z1 > 0)
        gradients = [torch.bmm(x.transpose(1, 2), dz1), dz1.sum(1, keepdim=True),
                     torch.bmm(a1.transpose(1, 2), dz2), dz2.sum(1, keepdim=True)]
        torch._foreach_mul_(self.velocities, MOMENTUM)
        torch._foreach_add_(self.velocities, gradients, alpha=1 - MOMENTUM)
        torch._foreach_add_(self.parameters, self.velocities, alpha=-RATE)


def eager_step(device):
    network = torch.nn.Sequential(
        torch.nn.Linear(INPUTS, HIDDEN), torch.nn.ReLU(), torch.nn.Linear(HIDDEN, INPUTS), torch.nn.Sigmoid()).to(device)
    optimizer = torch.optim.SGD(network.parameters(), RATE, momentum=MOMENTUM, dampening=MOMENTUM)

    def step(x):
        optimizer.zero_grad(set_to_none=True)
        loss = (network(x) - x).square().sum() / x.shape[0]
        loss.backward()
        optimizer.step()

    return step


def captured(step, x):
    """The step as a CUDA graph over a fixed input, and that input."""
    stream = torch.cuda.Stream()
    stream.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(stream):
        for _ in range(3):
            step(x)
    torch.cuda.current_stream().wait_stream(stream)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        step(x)
    return graph


def synchronize(device):
    if device.type == "cuda":
        torch.cuda.synchronize()


def median_epoch(epoch, device, epochs):
    epoch()
    times = []
    for _ in range(epochs):
        synchronize(device)
        before = time.perf_counter()
        epoch()
        synchronize(device)
        times.append(time.perf_counter() - before)
    return statistics.median(times)


def eager(images, replicas, device, epochs):
    steps = [eager_step(device) for _ in range(replicas)]

    def epoch():
        for step in steps:
            order = torch.randperm(IMAGES, device=device)
            for start in range(0, IMAGES, BATCH):
                step(images[order[start:start + BATCH]])

    return median_epoch(epoch, device, epochs)


def batched(images, replicas, device, epochs, graphs):
    """All replicas at once; with R = 1 this is the mode `graph`."""
    model = Replicas(replicas, device)
    x = torch.empty(replicas, BATCH, INPUTS, device=device)
    graph = captured(model.step, x) if graphs else None

    def epoch():
        order = torch.argsort(torch.rand(replicas, IMAGES, device=device), dim=1)
        for start in range(0, IMAGES, BATCH):
            torch.index_select(images, 0, order[:, start:start + BATCH].reshape(-1), out=x.view(-1, INPUTS))
            if graph:
                graph.replay()
            else:
                model.step(x)

    return median_epoch(epoch, device, epochs)


def ceilings(device):
    """Bytes a second of a copy, reads and writes counted, and operations a second of a product in float32."""
    values = torch.empty(1 << 28, device=device)
    target = torch.empty_like(values)
    copy = median_epoch(lambda: target.copy_(values), device, 10)
    side = 8192
    a, b = torch.randn(side, side, device=device), torch.randn(side, side, device=device)
    product = median_epoch(lambda: torch.mm(a, b), device, 5)
    return 2 * 4 * values.numel() / copy, 2 * side**3 / product


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--replicas", default="1,8,32,128,512")
    arguments.add_argument("--epochs", type=int, default=5)
    arguments.add_argument("--device", default="cuda")
    options = arguments.parse_args()
    device = torch.device(options.device)
    torch.backends.cuda.matmul.allow_tf32 = False
    torch.backends.cudnn.allow_tf32 = False
    torch.manual_seed(1)
    images = torch.rand(IMAGES, INPUTS, device=device)
    graphs = device.type == "cuda"
    report = {"torch": torch.__version__,
              "device": torch.cuda.get_device_name() if graphs else "CPU", "times": []}
    if graphs:
        report["copyBytesPerSecond"], report["productFlops"] = ceilings(device)
    for replicas in map(int, options.replicas.split(",")):
        modes = {"bmm": lambda: batched(images, replicas, device, options.epochs, graphs)}
        if replicas <= 8:  # one after another, time is in proportion
            modes["eager"] = lambda: eager(images, replicas, device, options.epochs)
        if replicas == 1 and graphs:
            modes["graph"] = modes.pop("bmm")
        for mode, measure in modes.items():
            report["times"].append({"mode": mode, "replicas": replicas, "secondsPerEpoch": measure()})
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
