"""What a contender trains, read from the folder that dev.carryover.bench.Contender has written, and how it is asked to.

A contender answers requests on standard input, a line each, with a line of JSON:

  check    trains one epoch from the start; the parameters, laid out as they came, go to a file
  time N   trains N more epochs and tells the seconds of each
"""

import json
import os
import pathlib
import sys
import time

import numpy as np


class Work:
    """R replicas of a network: x [N][I], labels [N], start [R][P], order [R][steps][B]."""

    def __init__(self, folder: str) -> None:
        path = pathlib.Path(folder)
        described = json.loads((path / "work.json").read_text())
        self.sizes = described["sizes"]
        self.batch = described["batch"]
        self.replicas = described["replicas"]
        self.rate = described["rate"]
        self.momentum = described["momentum"]
        self.reconstructs = self.sizes[0] == self.sizes[-1]
        self.x = np.load(path / "x.npy").reshape(-1, self.sizes[0])
        self.labels = np.load(path / "labels.npy")
        if len(self.x) % self.batch:
            sys.exit(f"expected a batch that divides {len(self.x)} examples, found {self.batch}")
        self.order = np.load(path / "order.npy").reshape(self.replicas, -1, self.batch)
        self.start = np.load(path / "start.npy").reshape(self.replicas, -1)

    def parameters(self) -> list[np.ndarray]:
        """The start as weights [R][I][O] and biases [R][O] of one layer after another."""
        parts, at = [], 0
        for inputs, outputs in zip(self.sizes, self.sizes[1:]):
            parts.append(self.start[:, at : at + inputs * outputs].reshape(-1, inputs, outputs))
            at += inputs * outputs
            parts.append(self.start[:, at : at + outputs])
            at += outputs
        return [np.ascontiguousarray(part) for part in parts]

    def layout(self, parts: list[np.ndarray]) -> np.ndarray:
        """What parameters() has taken apart, as [R][P] again."""
        return np.concatenate([np.asarray(part).reshape(self.replicas, -1) for part in parts], axis=1)


def use_threads(threads: int) -> None:
    """Leaves this process so many processors; to be called before a library counts them."""
    os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = str(threads)
    available = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, available[-threads:])


def serve(version: str, work: Work, reset, epoch, parameters) -> None:
    """Answers requests until there are no more.

    reset() returns to the start, epoch() trains all replicas once and returns when that is done, parameters() is the list
    of Work.parameters() as it is now.
    """
    replies = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what libraries print is no reply

    def reply(content: dict) -> None:
        print(json.dumps(content), file=replies, flush=True)

    reply({"version": version})
    for line in sys.stdin:
        request = line.split()
        if request[0] == "check":
            reset()
            epoch()
            np.save(request[1], work.layout(parameters()).astype(np.float32))
            reply({})
        else:
            seconds = []
            for _ in range(int(request[1])):
                before = time.perf_counter()
                epoch()
                seconds.append(time.perf_counter() - before)
            reply({"seconds": seconds})
