"""Fuzzes parsers for minutes, led by coverage: ``python tests/fuzz/fuzz.py [--seconds 60] [--keep FOLDER] [TARGET …]``.

Each target has a process of its own. It ends at the first fault, or at an input that takes more than ten seconds or
two gigabytes; that input is written to FOLDER. Once mended, it goes into ``tests/corpus/fuzz/TARGET/``, where the tests
read it. Needs ``atheris`` (the extra ``fuzz``).
"""

import argparse
import hashlib
import subprocess
import sys
from pathlib import Path

LIMITS = ("-timeout=10", "-rss_limit_mb=2048", "-max_len=16384", "-print_final_stats=1")


def fuzz(name: str, arguments: list[str]) -> None:
    """Fuzz one target, in this process, until a fault or the end of the time."""
    import atheris

    with atheris.instrument_imports(include=["citecheck"]):
        from targets import TARGETS

    atheris.Setup([sys.argv[0], *arguments], TARGETS[name].run)
    atheris.Fuzz()


def begin(name: str, seconds: int, keep: Path) -> bool:
    """Fuzz one target in a process of its own; whether nothing was found."""
    from targets import TARGETS

    corpus = keep / name
    corpus.mkdir(parents=True, exist_ok=True)
    for seed in TARGETS[name].seeds:
        (corpus / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)
    command = [sys.executable, __file__, "--one", name, str(corpus), f"-max_total_time={seconds}", *LIMITS]
    command += [f"-artifact_prefix={keep / name}-"]
    log = keep / f"{name}.log"
    with log.open("w") as out:
        code = subprocess.run(
            [*command, f"-artifact_prefix={keep / name}-"], stdout=out, stderr=out, check=False
        ).returncode
    lines = log.read_text(errors="replace").splitlines()
    runs = next((line.split()[-1] for line in lines if "number_of_executed_units" in line), "?")
    print(f"{name:<16} {runs:>9} runs  {'nothing found' if not code else f'FOUND: see {log}'}", flush=True)
    return not code


def main() -> int:
    """Fuzz the targets that are named, or all."""
    sys.path.insert(0, str(Path(__file__).parent))
    if sys.argv[1:2] == ["--one"]:
        fuzz(sys.argv[2], sys.argv[3:])
        return 0
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", metavar="TARGET")
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--keep", type=Path, default=Path(".fuzz"), help="where inputs and logs are kept")
    args = parser.parse_args()
    from targets import TARGETS

    clean = [begin(name, args.seconds, args.keep) for name in args.targets or TARGETS]
    return int(not all(clean))


if __name__ == "__main__":
    sys.exit(main())
