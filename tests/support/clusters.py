"""A cluster on this machine: a scheduler and its workers, as anybody starts them."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import distributed

from tests.support.projects import ROOT

HOST = "127.0.0.1"
PATIENCE = 120  # seconds: a busy machine starts slowly


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[str]:
    """The address of a scheduler with so many workers, of one place each. What they write goes to
    the folder."""
    port = free()
    address = f"tcp://{HOST}:{port}"
    commands = [["scheduler", "--host", HOST, "--port", str(port), "--dashboard-address", ":0"]]
    place = ["--local-directory", str(folder), "--no-dashboard"]
    commands += [["worker", address, "--nthreads", "1", "--host", HOST, *place]] * workers
    with ExitStack() as logs:
        processes = []
        try:
            for command in commands:
                log = logs.enter_context((folder / f"{command[0]}.log").open("a"))
                dask = [sys.executable, "-m", "dask", *command]
                processes.append(subprocess.Popen(dask, cwd=ROOT, stdout=log, stderr=log))
            with distributed.Client(address, timeout=PATIENCE, set_as_default=False) as client:
                client.wait_for_workers(workers, timeout=PATIENCE)
            yield address
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait(PATIENCE)


def free() -> int:
    """A port that nobody listens at."""
    with socket.socket() as held:
        held.bind((HOST, 0))
        return int(held.getsockname()[1])
