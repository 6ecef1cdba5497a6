"""Carryover's `vector` and its peers at the same work, in turns: ours, theirs, ours, ... in rounds, so that a machine that
drifts shows in the spread. Every contender is a process of its own that stays and waits while others train. Prints tables
and writes all of it to bench/results/<date>-<machine>.json. Called by run.sh, which has the options explained.
"""

import argparse
import datetime
import importlib.util
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
EXAMPLES = 4000
NAMED = {"autoencoder": "784-200-784@32", "classifier": "784-200-10@32"}
# Not the paper's: batches of 1, 10, 20 and 100, hidden layers of 25, 64, 500 and 1,000 units, one to three of them.
OTHER_SHAPES = [
    "784-64-784@1", "784-500-10@1", "784-25-784@10", "784-500-784@10", "784-500-500-10@10", "784-1000-1000-1000-10@10",
    "784-64-64-10@20", "784-500-784@20", "784-1000-784@20", "784-25-10@100", "784-64-784@100", "784-500-500-500-10@100",
    "784-1000-1000-10@100",
]  # fmt: skip
OURS = "Carryover"
# By name: the library, its script and form, for how many replicas, and what it needs.
PEERS = {
    "PyTorch, module": ("torch", "pytorch_peer.py", "module", lambda r: True),
    "PyTorch, by hand": ("torch", "pytorch_peer.py", "hand", lambda r: True),
    "PyTorch, vmap": ("torch", "pytorch_peer.py", "vmap", lambda r: r > 1),
    "PyTorch, compile": ("torch", "pytorch_peer.py", "compile", lambda r: True),
    "JAX, scan": ("jax", "jax_peer.py", "scan", lambda r: r == 1),
    "JAX, vmap": ("jax", "jax_peer.py", "vmap", lambda r: r > 1),
    "JAX, map": ("jax", "jax_peer.py", "map", lambda r: r > 1),
    # A loop over replicas would take R times as long.
    "NumPy, the paper's program": ("numpy", "numpy_program.py", "program", lambda r: r == 1),
}
INSTALL = {"torch": "torch", "jax": "'jax[cpu]'", "numpy": "numpy"}
# A ReLU of a single unit that rounding decides otherwise shows as 1e-4, and behind three layers of 1,000 units as 5e-3, in JAX
# and not in PyTorch; what is computed otherwise, as more.
TOLERANCE = 1e-2
# Ours is compiled while it runs; the peers' products are compiled already, and their own compilers are done after an epoch.
OURS_SETTLES, PEERS_SETTLE, SLICE_SECONDS = 5.0, 2.0, 0.5


def java() -> list[str]:
    target = HERE.parent / "target"
    options = HERE.parent.parent / ".mvn/java.options"
    return [os.environ["JAVA_HOME"] + "/bin/java", f"@{options}", "-cp", f"{target}/*:{target}/lib/*"]


class Failed(Exception):
    pass


class Contender:
    """A process that trains when it is asked to."""

    def __init__(self, name: str, threads: int, command: list[str]) -> None:
        self.name, self.threads = name, threads
        self.errors = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors, text=True
        )
        self.description = self.answer()
        self.rounds: list[float] = []
        self.distance: float | None = None

    def ask(self, request: str) -> dict:
        try:
            print(request, file=self.process.stdin, flush=True)
        except BrokenPipeError:
            pass
        return self.answer()

    def answer(self) -> dict:
        line = self.process.stdout.readline()
        if line:
            return json.loads(line)
        self.process.wait()
        self.errors.seek(0)
        said = [text.strip() for text in self.errors if text.strip()]
        raise Failed(said[-1] if said else f"ended with status {self.process.returncode}")

    def seconds(self, epochs: int) -> list[float]:
        return self.ask(f"time {epochs}")["seconds"]

    def settle(self, least: float) -> float:
        """Trains for so many seconds and at least two epochs; the best of the later epochs' seconds."""
        began, seconds = time.perf_counter(), []
        while time.perf_counter() - began < least or len(seconds) < 2:
            seconds += self.seconds(1)
        self.epochs = max(1, round(SLICE_SECONDS / seconds[-1]))
        return min(seconds[len(seconds) // 2 :])

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait()


def flop(shape: str, replicas: int) -> float:
    """Multiplications and additions of an epoch: x·w and xᵀ·dz in every layer, dz·wᵀ in all but the first."""
    sizes = [int(size) for size in shape.split("@")[0].split("-")]
    products = sum((2 if i == 0 else 3) * a * b for i, (a, b) in enumerate(zip(sizes, sizes[1:])))
    return 2.0 * products * EXAMPLES * replicas


def distance(folder: str, end: str) -> float:
    """How far a contender's epoch ended from ours, relative to what the epoch changed."""
    import numpy

    start, ours, theirs = (
        numpy.load(f"{folder}/{name}.npy").astype(float).ravel() for name in ("start", "end", end)
    )
    return float(numpy.linalg.norm(theirs - ours) / numpy.linalg.norm(ours - start))


class Match:
    """One shape and number of replicas."""

    best_threads: dict[tuple, int] = {}

    def __init__(self, shape: str, replicas: int, names: list[str]) -> None:
        self.shape, self.replicas, self.names = shape, replicas, names
        self.contenders: list[Contender] = []
        self.failures: dict[str, str] = {}

    def run(self, rounds: int) -> None:
        with tempfile.TemporaryDirectory() as folder:
            try:
                command = [*java(), "dev.carryover.bench.Contender", self.shape, str(self.replicas), folder]
                ours = Contender(OURS, len(os.sched_getaffinity(0)), command)
                self.contenders.append(ours)
                ours.ask("check")
                ours.settle(OURS_SETTLES)
                for name in self.names:
                    self.enter(name, folder)
                for _ in range(rounds):
                    for contender in self.contenders:
                        contender.rounds.append(statistics.median(contender.seconds(contender.epochs)))
            finally:
                for contender in self.contenders:
                    contender.close()

    def enter(self, name: str, folder: str) -> None:
        """Starts a peer with each number of threads, and keeps the fastest."""
        _, script, form, _ = PEERS[name]
        key = (self.shape, name, self.replicas > 1)
        settings = [self.best_threads[key]] if key in self.best_threads else sorted({1, len(os.sched_getaffinity(0))})
        best: tuple[float, Contender] | None = None
        try:
            for threads in settings:
                peer = Contender(name, threads, [sys.executable, str(HERE / script), form, str(threads), folder])
                peer.ask(f"check {folder}/peer.npy")
                peer.distance = distance(folder, "peer")
                seconds = peer.settle(PEERS_SETTLE)
                slower = peer if best and best[0] <= seconds else best[1] if best else None
                if slower is not peer:
                    best = (seconds, peer)
                if slower:
                    slower.close()
        except Failed as reason:
            self.failures[name] = str(reason)
        if best:
            self.best_threads[key] = best[1].threads
            self.contenders.append(best[1])

    def results(self, peak: float) -> list[dict]:
        ours = statistics.median(self.contenders[0].rounds)
        found = []
        for c in self.contenders:
            seconds = statistics.median(c.rounds)
            gflops = flop(self.shape, self.replicas) / seconds / 1e9
            found.append({
                "name": c.name, "version": c.description["version"], "shape": self.shape, "replicas": self.replicas,
                "threads": c.threads, "seconds": seconds, "least": min(c.rounds), "most": max(c.rounds), "gflops": gflops,
                "fractionOfPeak": gflops / peak, "timesOurs": seconds / ours, "distance": c.distance,
            })  # fmt: skip
        return found


def report(results: list[dict], failures: dict[str, str]) -> None:
    first = results[0]
    print(f"\n{first['shape']}, R = {first['replicas']}")
    print(f"{'':40} {'threads':>7} {'s/epoch':>8} {'least':>8} {'most':>8} {'GFLOP/s':>8} {'of peak':>7} {'x ours':>6}  apart")
    for c in sorted(results, key=lambda c: c["seconds"]):
        apart = "" if c["distance"] is None else f"{c['distance']:.0e}"
        print(
            f"{c['name']:40} {c['threads']:7} {c['seconds']:8.4f} {c['least']:8.4f} {c['most']:8.4f} "
            f"{c['gflops']:8.1f} {c['fractionOfPeak']:7.0%} {c['timesOurs']:6.2f}  {apart}"
        )
    best: dict[str, float] = {}
    for c in results[1:]:
        group = c["name"] if c["name"] == "PyTorch, module" else c["name"].split(",")[0]
        best[group] = min(best.get(group, float("inf")), c["timesOurs"])
    if best:
        print("ours against the best of: " + "; ".join(f"{group} {ratio:.2f}x" for group, ratio in best.items()))
    for name, reason in failures.items():
        print(f"{name} did not run: {reason}")


def published(epochs: int, launcher: str) -> list[dict]:
    """All that `reproduce` does, from the command to the report, and the paper's program at its training and records."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        subprocess.run(
            [launcher, "reproduce", "--backend", "vector", "--protocol", "published", "--replicas", "1",
             "--epochs", str(epochs), "--quiet", "--out", f"{folder}/runs"], check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        ours = {"name": OURS, "epochs": epochs, "seconds": time.perf_counter() - began}
    found = [ours]
    if importlib.util.find_spec("numpy"):
        command = [sys.executable, str(HERE / "numpy_program.py"), "published", str(epochs)]
        theirs = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1])
        found.append({**theirs, "epochs": epochs})
    print(f"\nthe published protocol, {epochs} epochs, one replica, command to report")
    for p in found:
        p["timesOurs"] = p["seconds"] / ours["seconds"]
        print(f"{p['name']:40} {p['seconds']:8.1f} s {p['timesOurs']:6.2f}")
    return found


def processor() -> str:
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return re.sub(r"\((R|TM)\)", "", line.split(":", 1)[1]).strip()
    return "unknown processor"


def write(folder: pathlib.Path, result: dict) -> None:
    machine = re.sub(r"[^a-z0-9]+", "-", f"{result['cpu']} {result['cores']} cores".lower()).strip("-")
    path = folder / f"{result['date']}-{machine}.json"
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(result, indent=2) + "\n")
    print(f"\nwritten to {path}")


def available(wanted: list[str]) -> list[str]:
    """The peers whose libraries are installed; of the others one line says what to install."""
    missing = sorted({PEERS[n][0] for n in wanted if not importlib.util.find_spec(PEERS[n][0])})
    if missing and missing != ["numpy"] and not importlib.util.find_spec("numpy"):
        missing = sorted({*missing, "numpy"})
    if missing:
        print(
            f"left out: {', '.join(n for n in wanted if PEERS[n][0] in missing)}; {sys.executable} lacks {', '.join(missing)}."
            f" python3 -m venv ENV; ENV/bin/pip install {' '.join(INSTALL[m] for m in missing)}; PYTHON=ENV/bin/python {HERE}/run.sh"
        )
    return [] if "numpy" in missing else [n for n in wanted if PEERS[n][0] not in missing]


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="run.sh", description=__doc__)
    parser.add_argument("--shapes", default="autoencoder,classifier", help="autoencoder, classifier, or such as 784-500-10@20")
    parser.add_argument("--other-shapes", action="store_true", help="13 shapes that are not the paper's, beside JAX at R = 1")
    parser.add_argument("--replicas", default="1,8,32")
    parser.add_argument("--peers", default="", help="only those whose names contain one of these words, such as JAX,hand")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="R = 1 and 8, three rounds, neither compile nor NumPy")
    parser.add_argument("--published", type=int, metavar="EPOCHS", help="the published protocol too, beside the paper's program")
    parser.add_argument("--results", type=pathlib.Path, default=HERE.parent / "results", help="where the JSON goes")
    chosen = parser.parse_args()
    chosen.shapes = [NAMED.get(shape, shape) for shape in chosen.shapes.split(",")]
    chosen.replicas = [int(r) for r in chosen.replicas.split(",")]
    words = [word.lower() for word in chosen.peers.split(",") if word]
    if chosen.other_shapes:
        chosen.shapes, chosen.replicas, words = OTHER_SHAPES, [1], words or ["jax"]
    chosen.names = [name for name in PEERS if not words or any(word in name.lower() for word in words)]
    if chosen.quick:
        chosen.rounds, chosen.replicas = 3, [r for r in chosen.replicas if r <= 8]
        chosen.names = [name for name in chosen.names if name not in ("PyTorch, compile", "NumPy, the paper's program")]
    return chosen


def main() -> None:
    chosen = options()
    names = available(chosen.names)
    result: dict = {"date": datetime.date.today().isoformat(), "cpu": processor(), "cores": len(os.sched_getaffinity(0))}
    result["contenders"], result["failures"] = [], {}
    far = []
    for shape in chosen.shapes:
        for replicas in chosen.replicas:
            match = Match(shape, replicas, [name for name in names if PEERS[name][3](replicas)])
            match.run(chosen.rounds)
            ours = match.contenders[0].description
            if "peakGflops" not in result:
                result |= {"peakGflops": ours["peak"], "data": ours["data"]}
                print(
                    f"{result['cpu']}, {result['cores']} cores, {ours['version']}, peak {ours['peak']:.0f} GFLOP/s in single"
                    f" precision; {ours['data']}, {EXAMPLES:,} images; medians of {chosen.rounds} rounds"
                )
            found = match.results(result["peakGflops"])
            report(found, match.failures)
            sys.stdout.flush()
            result["contenders"] += found
            result["failures"] |= {f"{name}, {shape}, R = {replicas}": why for name, why in match.failures.items()}
            # Not a number is far.
            far += [c["name"] for c in found[1:] if not c["distance"] <= TOLERANCE]
    if chosen.published:
        result["publishedProtocol"] = published(chosen.published, str(HERE.parents[1] / "carryover"))
    write(chosen.results, result)
    if far:
        sys.exit(f"expected every peer within {TOLERANCE} of ours after an epoch, found further: {', '.join(sorted(set(far)))}")


main()
