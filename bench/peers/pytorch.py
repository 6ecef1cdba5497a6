"""PyTorch on the CPU, at the work of dev.carryover.bench.Work: one line of JSON.

Usage: pytorch.py EPOCHS THREADS [BLAS], the last a name for the setting
"""

import json
import statistics
import sys
import time

import torch

EXAMPLES, PIXELS, CODE, BATCH = 4000, 784, 200, 32


def main() -> None:
    epochs, threads = int(sys.argv[1]), int(sys.argv[2])
    blas = sys.argv[3] if len(sys.argv) > 3 else ""
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    x = torch.rand(EXAMPLES, PIXELS) * (torch.rand(EXAMPLES, PIXELS) < 0.2)
    network = torch.nn.Sequential(
        torch.nn.Linear(PIXELS, CODE), torch.nn.ReLU(), torch.nn.Linear(CODE, PIXELS), torch.nn.Sigmoid()
    )
    # Of foreach=True and False, the faster here.
    optimizer = torch.optim.SGD(network.parameters(), lr=0.01, momentum=0.9, dampening=0.9, foreach=True)
    seconds = []
    for _ in range(epochs):
        start = time.perf_counter()
        order = torch.randperm(EXAMPLES)
        for at in range(0, EXAMPLES, BATCH):
            batch = x[order[at : at + BATCH]]
            loss = torch.nn.functional.mse_loss(network(batch), batch, reduction="sum") / len(batch)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
        seconds.append(time.perf_counter() - start)
    timed = seconds[len(seconds) // 3 :]
    print(
        json.dumps(
            {
                "name": "PyTorch " + torch.__version__,
                "setting": f"{threads} threads, {blas}" if blas else f"{threads} threads",
                "replicas": 1,
                "seconds": statistics.median(timed),
                "best": min(timed),
            }
        )
    )


main()
