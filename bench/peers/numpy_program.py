"""NumPy in float64, the way the paper's program works: examples as columns, np.dot, a Python loop over batches.

Does the work of dev.carryover.bench.Work and prints one line of JSON. Usage: numpy_program.py EPOCHS
"""

import json
import statistics
import sys
import time

import numpy as np

EXAMPLES, PIXELS, CODE, BATCH = 4000, 784, 200, 32
RATE, MOMENTUM = 0.01, 0.9


def main() -> None:
    epochs = int(sys.argv[1])
    random = np.random.default_rng(1)
    x = random.random((PIXELS, EXAMPLES)) * (random.random((PIXELS, EXAMPLES)) < 0.2)
    parameters = [
        random.normal(0, 0.01, (CODE, PIXELS)),
        np.zeros((CODE, 1)),
        random.normal(0, 0.01, (PIXELS, CODE)),
        np.zeros((PIXELS, 1)),
    ]
    velocities = [np.zeros_like(p) for p in parameters]
    seconds = []
    for _ in range(epochs):
        start = time.perf_counter()
        shuffled = x[:, random.permutation(EXAMPLES)]
        for at in range(0, EXAMPLES, BATCH):
            step(parameters, velocities, shuffled[:, at : at + BATCH])
        seconds.append(time.perf_counter() - start)
    timed = seconds[len(seconds) // 3 :]
    print(
        json.dumps(
            {
                "name": "NumPy " + np.__version__ + ", as the paper's program",
                "setting": "float64",
                "replicas": 1,
                "seconds": statistics.median(timed),
                "best": min(timed),
            }
        )
    )


def step(parameters: list, velocities: list, x: np.ndarray) -> None:
    w1, b1, w2, b2 = parameters
    m = x.shape[1]
    z1 = np.dot(w1, x) + b1
    a1 = np.maximum(0, z1)
    z2 = np.dot(w2, a1) + b2
    a2 = 1 / (1 + np.exp(-z2))
    dz2 = 2 * (a2 - x) * a2 * (1 - a2)
    dz1 = np.dot(w2.T, dz2) * (z1 > 0)
    gradients = [
        np.dot(dz1, x.T) / m,
        np.sum(dz1, axis=1, keepdims=True) / m,
        np.dot(dz2, a1.T) / m,
        np.sum(dz2, axis=1, keepdims=True) / m,
    ]
    for i, gradient in enumerate(gradients):
        velocities[i] = MOMENTUM * velocities[i] + (1 - MOMENTUM) * gradient
        parameters[i] = parameters[i] - RATE * velocities[i]


main()
