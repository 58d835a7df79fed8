"""pywb behind a facade in the shape of archive.org: what Save Page Now is asked for, pywb captures and replays."""

import json
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import httpx

from pywb_server import COLLECTION
from web_archive import ACCESS, SECRET, Reply, Request, WebArchive, as_json

SURT_FIELDS = ("timestamp", "url", "mime", "status", "digest", "length")
PASSED_ON = ("memento-datetime", "link", "content-encoding")


@dataclass
class PywbArchive(WebArchive):
    """Answers from a running pywb that captures (``--live --record -a``)."""

    pywb: str = ""
    states: dict[str, dict[str, Any]] = field(default_factory=dict)
    accepted: dict[str, str] = field(default_factory=dict)
    threads: list[threading.Thread] = field(default_factory=list)

    def get(self, path: str, **options: Any) -> httpx.Response:
        return httpx.get(f"{self.pywb}/{COLLECTION}/{path}", trust_env=False, timeout=30, **options)

    def rows(self, url: str, closest: str = "") -> list[dict[str, str]]:
        """pywb's index lines of a URL, those nearest to a moment first."""
        near = f"&closest={closest}" if closest else ""
        lines = self.get(f"cdx?url={quote(url, safe='')}{near}").text.splitlines()
        return [
            {"surt": line.split(" ")[0], "timestamp": line.split(" ")[1], **json.loads(line.split(" ", 2)[2])}
            for line in lines
        ]

    def cdx(self, request: Request) -> Reply:
        rows = [row for row in self.rows(request.query["url"], request.query["closest"]) if row["status"] == "200"]
        lines = [" ".join([row["surt"], *(row[name] for name in SURT_FIELDS)]) for row in rows]
        return Reply(body="".join(f"{line}\n" for line in lines[: int(request.query["limit"])]))

    def save(self, request: Request) -> Reply:
        if request.headers.get("authorization") != f"LOW {ACCESS}:{SECRET}":
            return as_json({"message": "You need to be logged in to use Save Page Now."}, 401)
        url, age = request.form["url"], request.form.get("if_not_archived_within")
        newest = max((row["timestamp"] for row in self.rows(url)), default="19700101000000")
        made = datetime.strptime(newest, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        if age and datetime.now(UTC) - made < timedelta(seconds=int(age)):
            return as_json({"url": url, "job_id": None, "message": "The same snapshot had been made 1 minute ago."})
        if url in self.accepted and self.states[self.accepted[url]]["status"] == "pending":
            return as_json({"url": url, "job_id": self.accepted[url]})
        self.accepted[url] = job_id = f"spn2-{len(self.states):040x}"
        self.states[job_id] = {"status": "pending", "job_id": job_id, "resources": []}
        self.threads.append(threading.Thread(target=self.capture, args=(job_id, url)))
        self.threads[-1].start()
        return as_json({"url": url, "job_id": job_id})

    def capture(self, job_id: str, url: str) -> None:
        known = {row["timestamp"] for row in self.rows(url)}
        answer = self.get(f"record/{url}")
        if answer.status_code != 200:
            code = "error:not-found" if answer.status_code == 404 else "error:cannot-fetch"
            self.states[job_id] = {"status": "error", "job_id": job_id, "status_ext": code, "message": "No capture."}
            return
        while not self.closing.is_set():
            new = [row for row in self.rows(url) if row["timestamp"] not in known]
            if new:
                done = {"status": "success", "timestamp": new[-1]["timestamp"], "original_url": url}
                self.states[job_id] = {"job_id": job_id, **done}
                return
            time.sleep(0.1)

    def status(self, request: Request) -> Reply:
        job_id = request.path.rpartition("/")[2]
        return as_json(self.states.get(job_id, {"status": "error", "message": "no such job"}))

    def web(self, request: Request) -> Reply:
        answer = self.get(request.path.removeprefix("/web/"))
        headers = {name: answer.headers[name] for name in PASSED_ON if name in answer.headers}
        if answer.is_redirect:
            here, there = f"{self.base}/web/", f"{self.pywb}/{COLLECTION}/"
            headers["Location"] = answer.headers["Location"].replace(there, here)
        headers.pop("content-encoding", None)
        return Reply(answer.status_code, answer.content, answer.headers.get("Content-Type", "text/html"), headers)
