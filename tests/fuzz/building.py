"""Build courses one after the other, each in a process of its own that has started nothing yet, and tell what came.

Takes a list of roots, audiences and jobs as JSON; gives for each a digest of all that a build gives, and whether it has
had workers. These are forked for the smallest course.
"""

from __future__ import annotations

import json
import os
import sys
from hashlib import sha256
from pathlib import Path

from dl4ad_slides import workers
from dl4ad_slides.build import build_site
from dl4ad_slides.course import load_course
from dl4ad_slides.model.audience import Audience

Job = tuple[str, list[str], int]


def _outcome(root: str, audience: list[str], jobs: int) -> tuple[object, ...]:
    project = load_course(Path(root), audience=Audience(frozenset(audience)))
    result = build_site(project, jobs=jobs)
    contents = ((file.path, file.content) for file in result.files)
    files = [
        (path, sha256(content if isinstance(content, bytes) else content.read_bytes()).hexdigest())
        for path, content in contents
    ]
    looked = sorted(project.files.wanted), sorted(project.files.listed), sorted(project.files.folders)
    held = [deck.name for deck in (*result.held_back, *result.held_texts)]
    findings = [repr(finding) for finding in result.findings]
    return files, findings, result.complete, sorted(result.withheld), result.is_whole, held, looked


def main() -> None:
    workers.LEAST_TEXT.update(dict.fromkeys(workers.LEAST_TEXT, 0))
    for root, audience, jobs in json.load(sys.stdin):
        sys.stdout.flush()
        if pid := os.fork():
            assert os.waitpid(pid, 0)[1] == 0
            continue
        outcome = _outcome(root, audience, jobs)
        print(json.dumps([outcome, "multiprocessing" in sys.modules]), flush=True)
        os._exit(0)


if __name__ == "__main__":
    main()
