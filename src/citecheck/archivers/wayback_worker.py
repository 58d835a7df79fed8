"""One question for waybackpy on standard input → one answer on standard output, both JSON.

waybackpy sets no timeouts (its sockets ignore even the process's default), never looks at the status of an answer
and would read an error page as rows. So this file is run as a process of its own, which can be ended
whatever it waits for, and the answer is looked at before waybackpy reads rows from it. It imports nothing of ours.

Question: ``{"url", "endpoint", "timestamp", "user_agent", "ca_file"}``. Answer: ``{"row": {"timestamp", "original"}}``,
``{"row": null}`` where the archive has no copy, or ``{"trouble", "detail", "retry_after"}``.
"""

import json
import os
import re
import sys
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import certifi
import requests  # which waybackpy asks with
from waybackpy import WaybackMachineCDXServerAPI
from waybackpy.cdx_utils import full_url, get_response
from waybackpy.exceptions import BlockedSiteError, NoCDXRecordFound, WaybackError

MOST_MEMORY = 2**30
"""Bytes of address space: an endless answer ends this process, not the computer."""

_ROW = re.compile(r"\S+ \d{14} \S+ \S+ \S+ \S+ \S+", re.ASCII)
_SHORTEST_ROW = 46  # waybackpy passes over shorter lines in silence


class RefusedError(Exception):
    """The archive answered with something that is no list of rows."""

    def __init__(self, trouble: str, detail: str, retry_after: str | None = None) -> None:
        super().__init__(detail)
        self.answer = {"trouble": trouble, "detail": detail, "retry_after": retry_after}


class GuardedCdx(WaybackMachineCDXServerAPI):
    """waybackpy's CDX client, which reads rows only from an answer that is one."""

    def cdx_api_manager(self, payload: dict[str, str], headers: dict[str, str]) -> Generator[str, None, None]:
        """Ask once, by waybackpy's own request; the caller paces and repeats."""
        payload["limit"] = str(self.limit)
        response = get_response(full_url(self.endpoint, params=payload), headers=headers, retries=0)
        if isinstance(response, Exception):  # which waybackpy's signature allows for
            raise response
        response.encoding = "utf-8"  # where no charset is told, requests would take text for Latin-1
        check(response.status_code, response.headers.get("Retry-After"), response.text)
        yield response.text.strip()


def check(status: int, retry_after: str | None, text: str) -> None:
    """Let only rows pass.

    Raises:
        RefusedError: The status is no 200, or the text holds anything but rows.
    """
    if status == 429:
        raise RefusedError("rate-limited", "the archive answers 429 Too Many Requests", retry_after)
    if status >= 500:
        raise RefusedError("server-error", f"the archive answers {status}")
    if status != 200:
        raise RefusedError("bad-answer", f"the archive answers {status}")
    lines = text.strip().splitlines()
    if any(len(line) < _SHORTEST_ROW or not _ROW.fullmatch(line) for line in lines):
        raise RefusedError("bad-answer", "the archive's answer is no list of captures")


def answer(question: dict[str, Any]) -> dict[str, Any]:
    """Look up the capture nearest to the question's timestamp that shows the page and no error."""
    with trusting(question.get("ca_file")):
        return look_up(question)


@contextmanager
def trusting(ca_file: str | None) -> Iterator[None]:
    """Have requests, which waybackpy gives no settings, trust certificates besides the public ones."""
    if not ca_file:
        yield
        return
    public = os.environ.get("REQUESTS_CA_BUNDLE") or certifi.where()
    with tempfile.NamedTemporaryFile("w", suffix=".pem") as bundle:
        for file in (public, ca_file):
            bundle.write(Path(file).read_text(encoding="utf-8") + "\n")
        bundle.flush()
        os.environ["REQUESTS_CA_BUNDLE"] = bundle.name
        yield


def look_up(question: dict[str, Any]) -> dict[str, Any]:
    """Ask, by waybackpy."""
    client = GuardedCdx(question["url"], user_agent=question["user_agent"], filters=["statuscode:200"])
    client.endpoint = question["endpoint"]
    try:
        row = client.near(wayback_machine_timestamp=question["timestamp"])
    except RefusedError as error:
        return error.answer
    except NoCDXRecordFound:
        return {"row": None}
    except BlockedSiteError:
        return {"trouble": "excluded", "detail": "the site is excluded from the archive"}
    except requests.exceptions.RetryError:
        return {"trouble": "server-error", "detail": "the archive answers with a server error"}
    except requests.RequestException as error:
        return {"trouble": "unreachable", "detail": f"the archive cannot be reached ({type(error).__name__})"}
    except (WaybackError, ValueError, MemoryError) as error:
        return {"trouble": "bad-answer", "detail": f"the archive's answer cannot be read ({type(error).__name__})"}
    return {"row": {"timestamp": row.timestamp, "original": row.original}}


def limit_memory() -> None:
    """Bound this process's memory where the system can."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    except (ImportError, ValueError, OSError):  # Windows has no limits, macOS not this one
        return


if __name__ == "__main__":
    limit_memory()
    json.dump(answer(json.load(sys.stdin)), sys.stdout)
