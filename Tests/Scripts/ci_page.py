"""Checks and runs the examples of a page on continuous integration; prints "N passed, N failed"."""

import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

import yaml

from checks import check, finish

SCRIPT = "#!/bin/sh\nsleep {seconds}\n"


class Service:
    """A remote, and checkouts of it as a service makes them: of a commit, not of a branch."""

    def __init__(self, folder):
        self.folder, self.remote, self.clone = folder, folder / "remote.git", folder / "clone"
        folder.mkdir()
        tools = folder / "tools"
        tools.mkdir()
        for variable in ("PERFTRACE", "PERFSITE"):
            (tools / variable.lower()).symlink_to(Path(os.environ[variable]).resolve())
        self.environment = {"PATH": f"{tools}:{os.environ['PATH']}", "HOME": str(folder), "CI": "true",
                            "GIT_CONFIG_GLOBAL": "/dev/null"}
        for person in ("AUTHOR", "COMMITTER"):
            self.environment[f"GIT_{person}_NAME"] = "A. Developer"
            self.environment[f"GIT_{person}_EMAIL"] = "a@example.org"
        self.git("init", "--quiet", "--bare", "--initial-branch=main", str(self.remote), where=folder)
        self.git("clone", "--quiet", str(self.remote), str(self.clone), where=folder)
        self.git("checkout", "--quiet", "-B", "main")

    def git(self, *arguments, where=None):
        done = subprocess.run(["git", *arguments], cwd=where or self.clone, env=self.environment, capture_output=True,
                              text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def job(self, script, branch, seconds, **variables):
        """Commits a script that takes so long, and runs a job on it; answers with the process and its folder."""
        file = self.clone / "scripts/job.sh"
        file.parent.mkdir(exist_ok=True)
        file.write_text(SCRIPT.format(seconds=seconds))
        file.chmod(0o755)
        (self.clone / "perftrace.yml").write_text("track: {runs: 10, warmups: 0}\n")
        self.git("checkout", "--quiet", "-B", branch)
        self.git("add", ".")
        self.git("commit", "--quiet", "-m", f"Take {seconds} s")
        self.git("push", "--quiet", "origin", branch)
        checkout = self.folder / f"job-{len(list(self.folder.glob('job-*')))}"
        self.git("clone", "--quiet", str(self.remote), str(checkout), where=self.folder)
        self.git("checkout", "--quiet", "--detach", self.git("rev-parse", "HEAD"), where=checkout)
        done = subprocess.run(["sh", "-euc", script], cwd=checkout, env={**self.environment, **variables},
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300)
        return done, checkout


def valid(name, text, schema, folder):
    file = folder / f"{name}.yml"
    file.write_text(text)
    done = subprocess.run([sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(file)],
                          capture_output=True, text=True)
    check(f"{name}: valid", done.returncode == 0, done.stdout + done.stderr)


def gitlab(job, folder):
    script = "\n".join(job["script"])
    service = Service(folder)

    def run(branch, seconds):
        done, checkout = service.job(script, branch, seconds, GITLAB_CI="true", CI_COMMIT_REF_NAME=branch,
                                     CI_COMMIT_BRANCH=branch, CI_DEFAULT_BRANCH="main")
        for name in job["artifacts"]["paths"] + [job["artifacts"]["reports"]["junit"]]:
            check(f"GitLab, {branch}: {name} is there", (checkout / name).exists(), done.stdout + done.stderr)
        return done, ET.parse(checkout / "gate.xml").getroot()

    done, _ = run("main", "0.02")
    check("GitLab: main passes", done.returncode == 0, done.stdout + done.stderr)
    check("GitLab: main's fossils are kept", "perf-fossils" in service.git("branch", where=service.remote))
    kept = service.git("rev-parse", "perf-fossils", where=service.remote)
    done, gate = run("slow", "0.2")
    check("GitLab: a slower branch fails", done.returncode == 2, done.stdout + done.stderr)
    check("GitLab: the test view says so", next(gate.iter("failure"), None) is not None, ET.tostring(gate))
    check("GitLab: a branch keeps nothing", service.git("rev-parse", "perf-fossils", where=service.remote) == kept)


def credentials(script):
    done = subprocess.run(["sh", "-euc", script + "\ngit credential fill"], input="protocol=https\nhost=gitlab.example\n\n",
                          capture_output=True, text=True,
                          env={"PATH": os.environ["PATH"], "FOSSILS_TOKEN": "a-$token", "GIT_CONFIG_GLOBAL": "/dev/null",
                               "GIT_TERMINAL_PROMPT": "0"})
    check("GitLab: git finds the token", "username=oauth2\npassword=a-$token\n" in done.stdout, done.stdout + done.stderr)


def any_other(script, folder):
    service = Service(folder)
    done, checkout = service.job(script, "main", "0.02")
    check("any other: passes", done.returncode == 0, done.stdout + done.stderr)
    for name in ("report.md", "site/index.html", "gate.xml", "gate.md"):
        check(f"any other: {name}", (checkout / name).is_file(), done.stderr)
    (checkout / "perftrace.yml").write_text("limits: {max-time: 1ms}\n")
    done = subprocess.run(["sh", "-euc", script], cwd=checkout, env=service.environment, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=300)
    check("any other: an exceeded limit is told by status 2", done.returncode == 2, done.stdout + done.stderr)


def main(page, folder):
    blocks = re.findall(r"^```(\w+)\n(.*?)^```", Path(page).read_text(), re.S | re.M)
    workflow, gitlab_file = [body for language, body in blocks if language == "yaml"]
    token, plain = [body for language, body in blocks if language == "sh"]
    valid("GitHub", workflow, "vendor.github-workflows", folder)
    valid("GitLab", gitlab_file, "vendor.gitlab-ci", folder)
    action = yaml.safe_load((Path(page).parent.parent / "action.yml").read_text())
    given = yaml.safe_load(workflow)["jobs"]["performance"]["steps"][1]["with"]
    check("GitHub: inputs are those of action.yml", set(given) <= set(action["inputs"]), given)
    named = re.search(r"its outputs \((.*?)\)", Path(page).read_text(), re.S)[1]
    check("GitHub: outputs are those of action.yml", set(re.findall(r"`(.*?)`", named)) <= set(action["outputs"]), named)
    gitlab(yaml.safe_load(gitlab_file)["performance"], folder / "gitlab")
    credentials(token)
    any_other(plain, folder / "other")


with tempfile.TemporaryDirectory() as name:
    main(sys.argv[1], Path(name))
finish()
