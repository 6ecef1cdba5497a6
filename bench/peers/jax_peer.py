"""JAX on the CPU as a contender: an epoch is one jitted lax.scan over its steps, in one of three forms:

  scan   one replica
  vmap   all replicas by vmap
  map    all replicas by lax.map, one after another

Usage: jax_peer.py FORM THREADS FOLDER
"""

import functools
import sys

import work as shared

form, threads, folder = sys.argv[1], int(sys.argv[2]), sys.argv[3]
shared.use_threads(threads)

import jax  # noqa: E402
from jax import numpy as jnp  # noqa: E402

work = shared.Work(folder)
x, labels, order = jnp.asarray(work.x), jnp.asarray(work.labels), jnp.asarray(work.order)


def loss(parts: list, chosen: jax.Array) -> jax.Array:
    rows = a = x[chosen]
    for layer in range(0, len(parts), 2):
        a = a @ parts[layer] + parts[layer + 1]
        if layer < len(parts) - 2:
            a = jax.nn.relu(a)
    if work.reconstructs:
        return jnp.square(jax.nn.sigmoid(a) - rows).sum() / work.batch
    return -jnp.take_along_axis(jax.nn.log_softmax(a), labels[chosen][:, None], 1).mean()


def step(state: tuple, chosen: jax.Array) -> tuple:
    parts, velocities = state
    gradients = jax.grad(loss)(parts, chosen)
    velocities = [work.momentum * v + (1 - work.momentum) * g for v, g in zip(velocities, gradients)]
    return ([p - work.rate * v for p, v in zip(parts, velocities)], velocities), None


def replica(state: tuple, indices: jax.Array) -> tuple:
    return jax.lax.scan(step, state, indices)[0]


@functools.partial(jax.jit, donate_argnums=0)
def train(state: tuple, indices: jax.Array) -> tuple:
    if form == "scan":
        return replica(state, indices)
    if form == "vmap":
        return jax.vmap(replica)(state, indices)
    return jax.lax.map(lambda one: replica(*one), (state, indices))


class Trainer:
    def reset(self) -> None:
        parts = [jnp.asarray(part[0] if form == "scan" else part) for part in work.parameters()]
        self.state = (parts, [jnp.zeros_like(part) for part in parts])

    def epoch(self) -> None:
        self.state = jax.block_until_ready(train(self.state, order[0] if form == "scan" else order))

    def parameters(self) -> list:
        return self.state[0]


trainer = Trainer()
trainer.reset()
shared.serve("JAX " + jax.__version__, work, trainer.reset, trainer.epoch, trainer.parameters)
