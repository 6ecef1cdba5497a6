"""NumPy in float64, the way the paper's program works: examples as columns, np.dot, a Python loop over batches.

  numpy_program.py program THREADS FOLDER   one replica as a contender
  numpy_program.py published EPOCHS         the work of `carryover reproduce --protocol published --replicas 1`: the
                                            autoencoder, Case I, Case II, the baseline, and the autoencoder on half of the
                                            classes, each with its records; prints its seconds as one line of JSON
"""

import json
import sys
import time

import work as shared

if sys.argv[1] == "program":
    shared.use_threads(int(sys.argv[2]))

import numpy as np  # noqa: E402

EXAMPLES, TESTS, PIXELS, CODE, CLASSES, BATCH = 4000, 1000, 784, 200, 10, 32
RATE, MOMENTUM = 0.01, 0.9
RECORD_EVERY = 10
NAME = "NumPy " + np.__version__ + ", as the paper's program"
random = np.random.default_rng(1)


class Network:
    """Two layers, ReLU and sigmoid or softmax, with averaged momentum."""

    def __init__(self, outputs: int, encoder: np.ndarray | None = None, softmax: bool = False):
        self.softmax = softmax
        w1 = random.normal(0, 0.01, (CODE, PIXELS)) if encoder is None else encoder
        w2 = random.normal(0, 0.01, (outputs, CODE))
        self.parameters = [w1, np.zeros((CODE, 1)), w2, np.zeros((outputs, 1))]
        self.velocities = [np.zeros_like(p) for p in self.parameters]

    def forward(self, x: np.ndarray) -> tuple:
        w1, b1, w2, b2 = self.parameters
        z1 = np.dot(w1, x) + b1
        a1 = np.maximum(0, z1)
        z2 = np.dot(w2, a1) + b2
        if self.softmax:
            exponentials = np.exp(z2 - z2.max(axis=0))
            return z1, a1, exponentials / exponentials.sum(axis=0)
        return z1, a1, 1 / (1 + np.exp(-z2))

    def step(self, x: np.ndarray, y: np.ndarray, frozen: bool = False, cross_entropy: bool = False) -> None:
        m = x.shape[1]
        z1, a1, a2 = self.forward(x)
        dz2 = a2 - y if cross_entropy else 2 * (a2 - y) * a2 * (1 - a2)
        gradients = [None, None, np.dot(dz2, a1.T) / m, np.sum(dz2, axis=1, keepdims=True) / m]
        if not frozen:
            dz1 = np.dot(self.parameters[2].T, dz2) * (z1 > 0)
            gradients[:2] = [np.dot(dz1, x.T) / m, np.sum(dz1, axis=1, keepdims=True) / m]
        for i, gradient in enumerate(gradients):
            if gradient is not None:
                self.velocities[i] = MOMENTUM * self.velocities[i] + (1 - MOMENTUM) * gradient
                self.parameters[i] = self.parameters[i] - RATE * self.velocities[i]

    def epoch(self, x: np.ndarray, y: np.ndarray, **how: bool) -> None:
        order = random.permutation(x.shape[1])
        x, y = x[:, order], y[:, order]
        for at in range(0, x.shape[1], BATCH):
            self.step(x[:, at : at + BATCH], y[:, at : at + BATCH], **how)

    def error(self, x: np.ndarray, y: np.ndarray) -> float:
        """The mean squared error of the snapped outputs."""
        a = self.forward(x)[2]
        a = np.where(a >= 0.75, 1, np.where(a <= 0.25, 0, a))
        return float(np.mean((a - y) ** 2))


def images(count: int) -> np.ndarray:
    return random.random((PIXELS, count)) * (random.random((PIXELS, count)) < 0.2)


def one_hot(count: int) -> np.ndarray:
    return np.eye(CLASSES)[:, random.integers(0, CLASSES, count)]


class Trainer:
    """One replica of a contender's work, in the order that it says."""

    def __init__(self, work: shared.Work) -> None:
        self.work = work
        self.x = work.x.T.astype(float)
        self.y = self.x if work.reconstructs else np.eye(work.sizes[-1])[:, work.labels]
        self.order = work.order[0].ravel()

    def reset(self) -> None:
        start = [part[0].astype(float) for part in self.work.parameters()]
        if len(start) != 4:
            sys.exit(f"expected two layers, found {len(start) // 2}")
        self.network = Network(self.work.sizes[-1], softmax=not self.work.reconstructs)
        self.network.parameters = [p.T if p.ndim == 2 else p[:, None] for p in start]
        self.network.velocities = [np.zeros_like(p) for p in self.network.parameters]

    def epoch(self) -> None:
        x, y = self.x[:, self.order], self.y[:, self.order]
        for at in range(0, x.shape[1], self.work.batch):
            batch = slice(at, at + self.work.batch)
            self.network.step(x[:, batch], y[:, batch], cross_entropy=not self.work.reconstructs)

    def parameters(self) -> list[np.ndarray]:
        return [p.T if p.shape[1] > 1 else p.ravel() for p in self.network.parameters]


def train(network: Network, x: np.ndarray, y: np.ndarray, tests: tuple, epochs: int, **how: bool) -> None:
    for epoch in range(epochs):
        if epoch % RECORD_EVERY == 0:
            network.error(x, y)
            network.error(*tests)
        network.epoch(x, y, **how)


def published(epochs: int) -> dict:
    x, tests = images(EXAMPLES), images(TESTS)
    y, answers = one_hot(EXAMPLES), one_hot(TESTS)
    half = x[:, : EXAMPLES // 2]
    start = time.perf_counter()
    autoencoder = Network(PIXELS)
    train(autoencoder, x, x, (tests, tests), epochs)
    encoder = autoencoder.parameters[0]
    train(Network(CLASSES, encoder), x, y, (tests, answers), epochs, frozen=True)
    train(Network(CLASSES, encoder), x, y, (tests, answers), epochs)
    train(Network(CLASSES), x, y, (tests, answers), epochs, cross_entropy=True)
    train(Network(PIXELS), half, half, (tests, tests), epochs)
    return {"name": NAME, "published": epochs, "seconds": time.perf_counter() - start}


def main() -> None:
    if sys.argv[1] == "published":
        print(json.dumps(published(int(sys.argv[2]))))
    else:
        trainer = Trainer(shared.Work(sys.argv[3]))
        trainer.reset()
        shared.serve("NumPy " + np.__version__, trainer.work, trainer.reset, trainer.epoch, trainer.parameters)


main()
