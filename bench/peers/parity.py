"""Repeats in PyTorch, in float64, what Parity.java trained: from the same start, in the same order, with the same masks.

    parity.py FOLDER

prints how far apart both ended, as the relative L2 distance of what the epoch changed, and fails beyond 1e-4.
"""
import json
import pathlib
import sys

import numpy
import torch
from torch.nn import functional

TOLERANCE = 1e-4
ACTIVATIONS = {"IDENTITY": lambda z: z, "RELU": torch.relu, "SIGMOID": torch.sigmoid, "TANH": torch.tanh,
               "SOFTMAX": lambda z: torch.softmax(z, 1)}


def parameters_of(program, values):
    """Each layer's weights, of tied layers None, and biases, as Carryover lays them out: [I][O], then [O]."""
    weights, biases, at = [], [], 0
    for number, (inputs, outputs, _, owner) in enumerate(program["layers"]):
        if owner == number:
            weights.append(torch.tensor(values[at:at + inputs * outputs]).reshape(inputs, outputs))
            at += inputs * outputs
        else:
            weights.append(None)
        biases.append(torch.tensor(values[at:at + outputs]))
        at += outputs
    assert at == len(values)
    return weights, biases


def layer(program, weights, biases, number, x):
    _, _, activation, owner = program["layers"][number]
    w = weights[number] if owner == number else weights[owner].T
    z = x @ w + biases[number]
    return z, ACTIVATIONS[activation](z)


def loss_of(program, z, a, y):
    if program["loss"] == "SQUARED_ERROR":
        return ((a - y) ** 2).sum() / len(a)
    if program["loss"] == "BINARY_CROSS_ENTROPY":
        return functional.binary_cross_entropy_with_logits(z, y, reduction="sum") / len(a)
    return functional.cross_entropy(z, y)


def optimizer_of(program, replica, weights, biases):
    kind, first, second, epsilon = program["optimizer"]
    rate, decay = program["rates"][replica], program["decays"][replica]
    groups = [{"params": weights, "weight_decay": decay}, {"params": biases, "weight_decay": 0}]
    if kind == "adam":
        return torch.optim.AdamW(groups, lr=rate, betas=(first, second), eps=epsilon)
    optimizer = torch.optim.SGD(groups, lr=rate, momentum=first, dampening=second if kind == "momentum" else 0)
    if kind == "momentum":
        # PyTorch starts with the first gradient itself, undampened; Carryover, as the formula says, with 0.
        for parameter in weights + biases:
            optimizer.state[parameter]["momentum_buffer"] = torch.zeros_like(parameter)
    return optimizer


def train(folder, program, replica):
    load = lambda name: numpy.load(folder / f"{name}.npy")
    start = load("start").reshape(len(program["rates"]), -1)[replica]
    weights, biases = parameters_of(program, start)
    first, depth = program["first"], len(program["layers"])
    trained = [w.requires_grad_() for w in weights[first:] if w is not None]
    trained_biases = [b.requires_grad_() for b in biases[first:]]
    optimizer = optimizer_of(program, replica, trained, trained_biases)
    x = torch.tensor(load("x")).reshape(-1, program["layers"][0][0])
    order, batch = load(f"order{replica}"), program["batch"]
    masks = torch.tensor(load(f"mask{replica}")).reshape(len(order), -1)
    for at in range(0, len(order), batch):
        chosen = order[at:at + batch]
        code = x[chosen]
        with torch.no_grad():
            for number in range(first):
                code = layer(program, weights, biases, number, code)[1]
        targets = program["targets"]
        y = (x[chosen] if targets == "Inputs"
             else code if targets == "Code"
             else torch.tensor(load("labels"))[chosen].long() if targets == "Labels"
             else torch.tensor(load("rows")).reshape(len(x), -1)[chosen])
        z, a = None, code * (1 - masks[at:at + batch])
        for number in range(first, depth):
            z, a = layer(program, weights, biases, number, a)
        optimizer.zero_grad()
        loss_of(program, z, a, y).backward()
        optimizer.step()
    values = [part.detach().flatten() for pair in zip(weights, biases) for part in pair if part is not None]
    return start, torch.cat(values).numpy()


def main():
    torch.manual_seed(0)
    failed = False
    for folder in sorted(pathlib.Path(sys.argv[1]).iterdir()):
        program = json.loads((folder / "program.json").read_text())
        ends = numpy.load(folder / "end.npy").reshape(len(program["rates"]), -1)
        for replica, end in enumerate(ends):
            start, expected = train(folder, program, replica)
            distance = numpy.linalg.norm(end - expected) / numpy.linalg.norm(expected - start)
            close = bool(distance <= TOLERANCE)  # NaN is not close
            failed |= not close
            print(f"{folder.name:52} replica {replica}   {distance:.1e}{'' if close else '   too far'}")
    sys.exit(1 if failed else 0)


main()
