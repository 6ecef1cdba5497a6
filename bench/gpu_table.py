#!/usr/bin/env python3
"""Puts what bench/gpu.sh measured into one table: every time over its roofline floor.

The floor of an epoch is the longer of two times: its products' operations at the rate of a large product, and its
parameters' traffic at the rate of a large copy. Each of an epoch's 125 steps must at least read and write every weight
and its velocity once: 16 bytes a parameter.
"""
import json
import pathlib
import sys

PARAMETERS = 784 * 200 + 200 + 200 * 784 + 784
STEPS = 125


def rows(folder):
    for file in folder.glob("compare-*.json"):
        report = json.loads(file.read_text())
        for timing in report["backends"]:
            if timing["name"] != "ejml":
                flops = timing["gflops"] * 1e9 * timing["secondsPerEpoch"]
                yield timing["replicas"], timing["name"], timing["secondsPerEpoch"], flops
    for timing in json.loads((folder / "pytorch.json").read_text())["times"]:
        yield timing["replicas"], "PyTorch " + timing["mode"], timing["secondsPerEpoch"], None


def main():
    folder = pathlib.Path(sys.argv[1])
    ceilings = json.loads((folder / "pytorch.json").read_text())
    bandwidth, product = ceilings.get("copyBytesPerSecond"), ceilings.get("productFlops")
    print(ceilings["device"])
    if bandwidth:
        print(f"copy {bandwidth / 1e9:,.0f} GB/s, product {product / 1e12:.1f} TFLOP/s in float32")
    found = sorted(rows(folder), key=lambda row: (row[0], row[2]))
    flops_a_replica = next(flops / replicas for replicas, _, _, flops in found if flops)
    print(f"{'replicas':>8}  {'program':<16}{'ms/epoch':>12}{'TFLOP/s':>10}{'floor ms':>10}{'over floor':>12}")
    for replicas, name, seconds, _ in found:
        flops = flops_a_replica * replicas
        line = f"{replicas:>8}  {name:<16}{seconds * 1e3:>12.2f}{flops / seconds / 1e12:>10.3f}"
        if bandwidth:
            floor = max(flops / product, 16 * PARAMETERS * STEPS * replicas / bandwidth)
            line += f"{floor * 1e3:>10.2f}{seconds / floor:>12.1f}"
        print(line)


if __name__ == "__main__":
    main()
