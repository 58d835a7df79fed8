"""A URL and a moment → the nearest copy in the Wayback Machine, found by waybackpy in a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from citecheck.archivers.mementos import exact_moment_of, host_of, memento_url, timestamp_of
from citecheck.archivers.pace import Pace
from citecheck.archivers.trouble import failure, is_silence
from citecheck.model import ArchiveCopy, Failure
from citecheck.model.url import request_url

PATIENCE = 45.0
"""Seconds for one look-up. The CDX server often needs 10, and seldom answers at all after 30."""

PAUSES = (5.0, 20.0)
"""Seconds before the second and the third try, where the archive did not answer."""

REST = 65.0
"""Seconds of silence after a 429, unless it asks for more: going on within the minute would get us shut out."""

WORKER = Path(__file__).with_name("wayback_worker.py")
"""Run as a file: a third of the time that it takes with our package imported around it."""

_INHERITED = (
    *("PATH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "LANG", "LC_ALL", "TZ", "TMPDIR", "TEMP", "SYSTEMROOT"),
    *("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"),
)


class WaybackLookup:
    """Look-ups in the CDX index of a Wayback Machine.

    Args:
        base: The archive's address, as :func:`~citecheck.archivers.mementos.archive_base` gives it.
        pace: How often it may be asked.
        user_agent: What we call ourselves.
        proxy: A proxy to ask through.
        ca_file: Certificates (PEM) that are trusted besides the public ones.
        patience: Seconds after which a look-up is given up.
        environment: The process's environment. The worker inherits what Python needs of it, and nothing else.
    """

    def __init__(
        self,
        base: str,
        pace: Pace,
        *,
        user_agent: str,
        proxy: str | None = None,
        ca_file: Path | None = None,
        patience: float = PATIENCE,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        self._base = base
        self._pace = pace
        self._user_agent = user_agent
        self._ca_file = ca_file
        self._patience = patience
        self._environment = worker_environment(environment, proxy)

    def nearest(self, url: str, moment: datetime) -> ArchiveCopy | Failure | None:
        """The capture with status 200 made nearest to a moment; ``None`` where the archive answers that it has none.

        Reasons of a failure: ``timeout`` ``unreachable`` ``server-error`` ``bad-answer`` ``rate-limited``
        ``excluded``.
        """
        question = {
            "url": url,
            "endpoint": f"{self._base}/cdx/search/cdx",
            "timestamp": timestamp_of(moment),
            "user_agent": self._user_agent,
            "ca_file": str(self._ca_file) if self._ca_file else None,
        }
        answer = self._patiently(question)
        if "trouble" in answer:
            return failure(answer["trouble"], answer["detail"])
        return self._copy(url, answer["row"]) if answer["row"] else None

    def _patiently(self, question: Mapping[str, str | None]) -> dict[str, Any]:
        """Ask; ask again where the archive was silent or wants a rest."""
        answer = self._ask(question)
        for pause in PAUSES:
            if "trouble" not in answer or not is_silence(failure(answer["trouble"], "")):
                break
            self._pace.sleep(pause)
            answer = self._ask(question)
        rest = _seconds(answer.get("retry_after"))
        if answer.get("trouble") == "rate-limited" and rest <= REST:
            self._pace.sleep(REST)
            answer = self._ask(question)
        return answer

    def _ask(self, question: Mapping[str, str | None]) -> dict[str, Any]:
        self._pace.wait()
        command = [sys.executable, "-P", "-W", "ignore", str(WORKER)]
        try:
            done = subprocess.run(  # noqa: S603 — our own module, nothing of the question is on the command line
                command,
                input=json.dumps(question),
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=self._patience,
                env=self._environment,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return {"trouble": "timeout", "detail": f"the archive did not answer within {self._patience:g} seconds"}
        except OSError as error:
            return {"trouble": "unreachable", "detail": f"the look-up could not be started: {error.strerror}"}
        return _answer(done.stdout) or {"trouble": "bad-answer", "detail": _last_line(done.stderr)}

    def _copy(self, url: str, row: Mapping[str, str]) -> ArchiveCopy | Failure:
        captured_at = exact_moment_of(row["timestamp"])
        try:
            original = request_url(row["original"])
        except ValueError:
            captured_at = None
        if captured_at is None:
            return failure("bad-answer", "the archive's answer names no capture")
        return ArchiveCopy(url, memento_url(self._base, row["timestamp"], original), captured_at, host_of(self._base))


def worker_environment(environment: Mapping[str, str], proxy: str | None) -> dict[str, str]:
    """What the worker may know: no keys, no password file, and no proxy but ours."""
    kept = {name: environment[name] for name in _INHERITED if name in environment}
    kept |= {"PYTHONIOENCODING": "utf-8", "NETRC": os.devnull}
    return kept | ({"HTTP_PROXY": proxy, "HTTPS_PROXY": proxy} if proxy else {"NO_PROXY": "*", "no_proxy": "*"})


def _answer(text: str) -> dict[str, Any] | None:
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return answer if isinstance(answer, dict) else None


def _last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return f"the look-up broke off: {lines[-1]}" if lines else "the look-up broke off"


def _seconds(retry_after: object) -> float:
    return float(retry_after) if isinstance(retry_after, str) and retry_after.isdecimal() else 0.0
