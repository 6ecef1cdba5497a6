"""Reads the contenders' lines of JSON, prints a table with ratios, writes all of it into a folder.

Usage: ratios.py LINES FOLDER
"""

import datetime
import json
import os
import pathlib
import re
import sys

# Multiplications and additions of one epoch: 4,000 examples, forward and gradient of both layers, backward of the second.
FLOP = 4000 * 5 * 2 * 784 * 200
OURS = "Carryover vector"


def main() -> None:
    lines = pathlib.Path(sys.argv[1]).read_text().splitlines()
    measured = [json.loads(line) for line in lines]
    contenders = [m for m in measured if "published" not in m]
    published = [m for m in measured if "published" in m]
    peak = next(c["peak"] for c in contenders if "peak" in c)
    for c in contenders:
        c["gflops"] = FLOP * c["replicas"] / c["seconds"] / 1e9
        c["fractionOfPeak"] = c["gflops"] / peak
    ours = next(c for c in contenders if c["name"] == OURS and c["replicas"] == 1)
    for c in contenders:
        # Of the work of one replica: how many times as long as ours.
        c["timesOurs"] = c["seconds"] / c["replicas"] / ours["seconds"]
    cpu, cores = processor(), os.cpu_count()
    print(f"{cpu}, {cores} cores, peak {peak:.0f} GFLOP/s in single precision")
    print(f"{'':42} {'setting':38} {'R':>2} {'s/epoch':>9} {'GFLOP/s':>8} {'of peak':>8} {'x ours':>7}")
    for c in sorted(contenders, key=lambda c: c["timesOurs"]):
        print(
            f"{c['name']:42} {c['setting']:38} {c['replicas']:2} {c['seconds']:9.4f} {c['gflops']:8.1f} "
            f"{c['fractionOfPeak']:8.1%} {c['timesOurs']:7.2f}"
        )
    for p in published:
        p["timesOurs"] = p["seconds"] / published[0]["seconds"]
        memory = f", at most {p['residentMiB']} MiB resident" if "residentMiB" in p else ""
        print(
            f"{p['name']}: all of the published protocol, {p['published']} epochs: "
            f"{p['seconds']:.1f} s, x ours {p['timesOurs']:.2f}{memory}"
        )
    date = datetime.date.today().isoformat()
    machine = re.sub(r"[^a-z0-9]+", "-", f"{cpu} {cores} cores".lower()).strip("-")
    path = pathlib.Path(sys.argv[2]) / f"{date}-{machine}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    result = {
        "date": date,
        "cpu": cpu,
        "cores": cores,
        "peakGflops": peak,
        "contenders": contenders,
        "publishedProtocol": published,
    }
    path.write_text(json.dumps(result, indent=2) + "\n")
    print(f"written to {path}")


def processor() -> str:
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return re.sub(r"\((R|TM)\)", "", line.split(":", 1)[1]).strip()
    return "unknown processor"


main()
