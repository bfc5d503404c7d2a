"""Makes a store of fossils whose every name wants to break a page: `make_hostile_store.py FOLDER`.

Two hosts, thirty commits and two branches, a step in one series, failures and time-outs, one script that never
succeeds and one that ran once; names, branches, subjects and authors that hold markup, paths, other scripts,
or next to nothing. The same bytes each time. A configuration beside them makes a page of a document.
"""

import hashlib
import json
import random
import sys
import unicodedata
from datetime import datetime, timedelta, timezone
from pathlib import Path

MARKUP = "<script>window.pwned=1</script>"
NAMES = [
    "plain",
    "../../etc/passwd",
    "CON",
    "a/b/c.ts",
    "Case",
    "cASE",
    MARKUP,
    "\"><img src=x onerror=alert(1)>",
    "it's & \"so\" on {{name}} {{{raw}}}",
    "%2e%2e%2f #fragment?query=1",
    "index.html",
    unicodedata.normalize("NFC", "Stra\u00dfe-\u00e9t\u00e9"),
    unicodedata.normalize("NFD", "Stra\u00dfe-\u00e9t\u00e9"),
    "\u0627\u062e\u062a\u0628\u0627\u0631 \u0627\u0644\u0633\u0631\u0639\u0629",
    "\U0001f9ea lab",
    "w" * 300,
    " ",
    "| table | [link](javascript:alert(1)) `code` |",
]
SUBJECTS = [
    "Change {number} of the cache",
    f"Add {MARKUP} to {{number}}",
    "**bold** [link](javascript:alert(1)) ![x](https://example.com/x.png) {number}",
    "]]> --> </title></svg> &amp; {number}",
    "",
]
HOSTS = ["AMD EPYC 7763 64-Core Processor", "Intel(R) Xeon(R) <b>Platinum</b> 8370C & co"]
BRANCHES = {8: "feature/<b>bold</b>", 9: "feature/<b>bold</b>", 20: "fix/'\"&..", 21: "fix/'\"&.."}


def digest(*parts):
    return hashlib.sha1(":".join(map(str, parts)).encode()).hexdigest()


def fossil(chance, number, parent, when, name, place, repeat):
    """One execution of the script called `name` at commit `number`."""
    level = 0.02 * 1.9 ** (place % 9) * (1.4 if place == 0 and number >= 15 else 1)
    seconds = round(level * chance.gauss(1, 0.02) * (1.2 if number % 2 else 1), 6)
    failed = place == 1 or (place == 4 and (number + repeat) % 5 == 0)
    timed_out = place == 4 and (number + repeat) % 10 == 0
    memory = round(20 + 9 * place + chance.random(), 2)
    key = digest("fossil", number, place, repeat)
    return {
        "schema": 1,
        "id": f"{key[:8]}-{key[8:12]}-7{key[13:16]}-8{key[17:20]}-{key[20:32]}",
        "script": name,
        "command": ["bun", f"scripts/{name}"],
        "execution_time": seconds,
        "memory_usage_mb": memory,
        "exit_code": 124 if timed_out else int(failed),
        "timestamp": (when + timedelta(seconds=60 * place + repeat)).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "git_sha": digest("commit", number),
        "git_branch": BRANCHES.get(number, "main"),
        "additional_metrics": {
            "real_time": seconds,
            "user_time": round(seconds * 0.8, 6),
            "sys_time": round(seconds * 0.1, 6),
            "cpu_percent": 90.0,
            "max_memory_mb": memory,
            "avg_memory_mb": round(memory * 0.9, 2),
            "output_size_bytes": 2048 * place,
            "error_size_bytes": 0,
            "memory_samples": 5,
        },
        "memory_profile": [[round(seconds * step / 4, 4), round(memory * (1 + step) / 5, 2)] for step in range(5)],
        "environment": {
            "os": "linux",
            "cpu_cores": "4",
            "memory_total": "15.6",
            "cpu_model": HOSTS[number % 2],
            "arch": "x86_64",
            "kernel": "6.8.0",
            "runner": "github-hosted",
            "bun_version": "1.1.0",
        },
        "git": {
            "parents": [parent] if parent else [],
            "committed_at": when.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "subject": SUBJECTS[number % len(SUBJECTS)].format(number=number),
            "author": f"A. <i>Developer</i> {number % 3}",
            "dirty": False,
        },
        "run": {"id": digest("run", number, place)[:12], "index": repeat, "count": 3, "warmup": False},
        "outcome": {"signal": 15 if timed_out else None, "timed_out": timed_out},
        "metrics": {"throughput <&>": {"value": round(1000 / seconds, 1), "unit": "req/<s>", "better": "higher"}},
        "recorder": "perftrace 0.1.0",
    }


# All that Markdown makes of a document, in lines too long for a telephone.
DOCUMENT = f"""# Of {MARKUP}

A line of `{"code" * 40}`, [a link](javascript:alert(1)), ![a picture](javascript:alert(1)), ~~struck~~.

```sh
echo {"long " * 60}
```

| {"wide " * 20} | number |
|:---|---:|
| {"w" * 300} | 1 |

- [ ] open
- [x] done

> {MARKUP}

## A heading
## A heading
"""
CONFIGURATION = "site:\n  title: It's & \"<b>hostile</b>\"\n  pages: [Document.md]\n"


def main():
    folder = Path(sys.argv[1])
    chance = random.Random(1)
    parent = None
    for number in range(30):
        when = datetime(2025, 7, 5, 5, 30, tzinfo=timezone.utc) + timedelta(hours=9 * number)
        lines = [
            json.dumps(fossil(chance, number, parent, when, name, place, repeat), ensure_ascii=place % 2 == 0)
            for place, name in enumerate(NAMES)
            if place != 2 or number == 29
            for repeat in range(3)
        ]
        traces = folder / "performance" / "traces" / when.strftime("%Y/%m")
        traces.mkdir(parents=True, exist_ok=True)
        batch = digest("batch", number)[:12]
        file = traces / f"{when.strftime('%Y%m%dT%H%M%SZ')}-{batch}.jsonl"
        file.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        if number not in BRANCHES:
            parent = digest("commit", number)
    (folder / "Document.md").write_text(DOCUMENT, encoding="utf-8")
    (folder / "perftrace.yml").write_text(CONFIGURATION, encoding="utf-8")


if __name__ == "__main__":
    main()
