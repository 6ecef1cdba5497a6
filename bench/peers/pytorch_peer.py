"""PyTorch on the CPU as a contender, in one of four forms:

  module    as users write it: nn.Module, autograd, torch.optim.SGD, one replica after another
  hand      derivatives by hand, all replicas in one program of batched products, updates by torch._foreach
  vmap      torch.func.vmap over torch.func.grad, updates by torch._foreach
  compile   that step, or of one replica torch.func.grad's, by torch.compile

Usage: pytorch_peer.py FORM THREADS FOLDER
"""

import sys

import work as shared

form, threads, folder = sys.argv[1], int(sys.argv[2]), sys.argv[3]
shared.use_threads(threads)

import torch  # noqa: E402
from torch.nn import functional  # noqa: E402

torch.set_num_threads(threads)
work = shared.Work(folder)
x = torch.from_numpy(work.x)
labels = torch.from_numpy(work.labels).long()
order = torch.from_numpy(work.order).long()
steps = order.shape[1]


class Modules:
    """R networks with an optimizer each."""

    def reset(self) -> None:
        parts = [torch.from_numpy(part.copy()) for part in work.parameters()]
        self.networks = [self.network([part[r] for part in parts]) for r in range(work.replicas)]
        # Of foreach=True and False, the faster here.
        self.optimizers = [
            torch.optim.SGD(n.parameters(), work.rate, momentum=work.momentum, dampening=work.momentum, foreach=True)
            for n in self.networks
        ]
        for network, optimizer in zip(self.networks, self.optimizers):
            for parameter in network.parameters():
                # PyTorch starts with the first gradient itself, undampened; the others, as the formula says, with 0.
                optimizer.state[parameter]["momentum_buffer"] = torch.zeros_like(parameter)

    @staticmethod
    def network(parts: list) -> torch.nn.Module:
        layers = []
        for weight, bias in zip(parts[::2], parts[1::2]):
            layer = torch.nn.Linear(*weight.shape)
            with torch.no_grad():
                layer.weight.copy_(weight.T)
                layer.bias.copy_(bias)
            layers += [layer, torch.nn.ReLU()]
        return torch.nn.Sequential(*layers[:-1], *([torch.nn.Sigmoid()] if work.reconstructs else []))

    def epoch(self) -> None:
        for r, (network, optimizer) in enumerate(zip(self.networks, self.optimizers)):
            for step in range(steps):
                chosen = order[r, step]
                optimizer.zero_grad(set_to_none=True)
                rows = x[chosen]
                if work.reconstructs:
                    loss = functional.mse_loss(network(rows), rows, reduction="sum") / work.batch
                else:
                    loss = functional.cross_entropy(network(rows), labels[chosen])
                loss.backward()
                optimizer.step()

    def parameters(self) -> list:
        parts = []
        for tensors in zip(*(n.parameters() for n in self.networks)):
            values = [t.detach().T if t.dim() == 2 else t.detach() for t in tensors]
            parts.append(torch.stack(values).numpy())
        return parts


class Batched:
    """Parameters as tensors with a leading axis of replicas, of one replica without it."""

    def reset(self) -> None:
        self.parts = [torch.from_numpy(part.copy()) for part in work.parameters()]
        if work.replicas == 1:
            self.parts = [part[0] for part in self.parts]
        self.velocities = [torch.zeros_like(part) for part in self.parts]
        self.chosen = order.transpose(0, 1).contiguous()
        if work.replicas == 1:
            self.chosen = self.chosen[:, 0]

    def parameters(self) -> list:
        return [part.numpy() for part in self.parts]

    @torch.no_grad()
    def update(self, gradients: list) -> None:
        torch._foreach_mul_(self.velocities, work.momentum)
        torch._foreach_add_(self.velocities, gradients, alpha=1 - work.momentum)
        torch._foreach_add_(self.parts, self.velocities, alpha=-work.rate)


class ByHand(Batched):
    @torch.no_grad()
    def epoch(self) -> None:
        for step in range(steps):
            chosen = self.chosen[step]
            self.update(self.gradients(x[chosen], chosen))

    def gradients(self, rows: torch.Tensor, chosen: torch.Tensor) -> list:
        single = work.replicas == 1
        product, affine = (torch.mm, torch.addmm) if single else (torch.bmm, torch.baddbmm)
        inputs, a = [], rows
        for weight, bias in zip(self.parts[::2], self.parts[1::2]):
            inputs.append(a)
            a = affine(bias if single else bias.unsqueeze(1), a, weight)
            if len(inputs) < len(self.parts) // 2:
                a = a.relu_()
        if work.reconstructs:
            a = a.sigmoid_()
            dz = (a - rows).mul_(a).mul_(1 - a).mul_(2 / work.batch)
        else:
            dz = torch.softmax(a, -1)
            dz.scatter_add_(-1, labels[chosen].unsqueeze(-1), torch.full_like(dz[..., :1], -1)).div_(work.batch)
        gradients = []
        for layer in reversed(range(len(inputs))):
            gradients = [product(inputs[layer].mT, dz), dz.sum(-2)] + gradients
            if layer > 0:
                dz = product(dz, self.parts[2 * layer].mT).mul_(inputs[layer] > 0)
        return gradients


class Functional(Batched):
    """Gradients by torch.func."""

    def __init__(self, compiled: bool) -> None:
        gradient = torch.func.grad(self.loss)
        step = gradient if work.replicas == 1 else torch.func.vmap(gradient)
        self.gradients = torch.compile(step) if compiled else step

    @staticmethod
    def loss(parts: list, rows: torch.Tensor, answers: torch.Tensor) -> torch.Tensor:
        a = rows
        for layer in range(0, len(parts), 2):
            a = a @ parts[layer] + parts[layer + 1]
            if layer < len(parts) - 2:
                a = torch.relu(a)
        if work.reconstructs:
            return (torch.sigmoid(a) - rows).square().sum() / work.batch
        return functional.cross_entropy(a, answers)

    def epoch(self) -> None:
        for step in range(steps):
            chosen = self.chosen[step]
            self.update(self.gradients(self.parts, x[chosen], labels[chosen]))


forms = {"module": Modules, "hand": ByHand, "vmap": lambda: Functional(False), "compile": lambda: Functional(True)}
trainer = forms[form]()
trainer.reset()
shared.serve("PyTorch " + torch.__version__.split("+")[0], work, trainer.reset, trainer.epoch, trainer.parameters)
