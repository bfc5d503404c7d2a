"""A repository with a remote, a history of fossils on it, and a GitHub on this machine."""

import json
import os
import shutil
import subprocess
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from github_server import GitHub
from runner import PROJECT, World, git, run_workflow

TRACKING = PROJECT / ".github/workflows/performance-tracking.yml"
AUTHOR = {"GIT_AUTHOR_NAME": "A. Developer", "GIT_AUTHOR_EMAIL": "a@example.org",
          "GIT_COMMITTER_NAME": "A. Developer", "GIT_COMMITTER_EMAIL": "a@example.org",
          "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"}

SCRIPT = """#!/bin/sh
# Works for the given part of a second.
sleep {seconds}
"""
CONFIGURATION = """\
track:
  directory: scripts
  runs: {runs}
  warmups: 0
"""


class Project:
    """A user's repository: a bare remote and a clone that pushes to it."""

    def __init__(self, folder):
        self.folder, self.remote, self.clone = folder, folder / "remote.git", folder / "clone"
        os.environ.update(AUTHOR)
        git("init", "--quiet", "--bare", "--initial-branch=main", str(self.remote), where=folder)
        git("clone", "--quiet", str(self.remote), str(self.clone), where=folder)
        git("checkout", "--quiet", "-B", "main", where=self.clone)
        self.write("perftrace.yml", CONFIGURATION.format(runs=10))
        self.write("scripts/job.sh", SCRIPT.format(seconds="0.02"))
        self.commit("Begin")
        git("push", "--quiet", "origin", "main", where=self.clone)

    def write(self, path, content):
        file = self.clone / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)
        if path.endswith(".sh"):
            file.chmod(0o755)

    def commit(self, subject):
        git("add", "--all", where=self.clone)
        git("commit", "--quiet", "--allow-empty", "--cleanup=verbatim", "-m", subject, where=self.clone)
        return git("rev-parse", "HEAD", where=self.clone)

    def push(self, subject="Change something"):
        """A commit on main, pushed; answers with the event."""
        before = git("rev-parse", "HEAD", where=self.clone)
        sha = self.commit(subject)
        git("push", "--quiet", "origin", "HEAD:main", where=self.clone)
        return {"ref": "refs/heads/main", "before": before, "after": sha,
                "repository": {"default_branch": "main", "full_name": "owner/project"}}

    def pull_request(self, number, branch, subject, change=None, owner="owner"):
        """A pull request's head, reachable as refs/pull/N/head; answers with the event."""
        base = git("rev-parse", "main", where=self.clone)
        git("checkout", "--quiet", "-b", f"topic-{number}", "main", where=self.clone)
        if change:
            change(self)
        sha = self.commit(subject)
        git("push", "--quiet", "origin", f"HEAD:refs/pull/{number}/head", where=self.clone)
        git("checkout", "--quiet", "main", where=self.clone)
        return {
            "number": number,
            "pull_request": {
                "number": number, "state": "open", "merge_commit_sha": base,
                "head": {"sha": sha, "ref": branch, "user": {"login": owner},
                         "repo": {"full_name": f"{owner}/project", "fork": owner != "owner"}},
                "base": {"sha": base, "ref": "main"},
            },
            "repository": {"default_branch": "main", "full_name": "owner/project"},
        }

    def fossils(self):
        """All fossils on the remote's branch."""
        names = git("ls-tree", "-r", "--name-only", "perf-fossils", where=self.remote).splitlines()
        lines = []
        for name in names:
            content = git("show", f"perf-fossils:{name}", where=self.remote)
            lines += [json.loads(line) for line in content.splitlines()]
        return lines


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path)


@pytest.fixture(scope="session")
def measured_main(tools, tmp_path_factory):
    """A project whose main was pushed and measured once, and the world in which that was done."""
    folder = tmp_path_factory.mktemp("main")
    project, github = Project(folder), GitHub()
    world = World(folder / "world", project.remote, project.push(), "push",
                  variables={"PERFTRACE_SITE_URL": "https://owner.github.example/project"},
                  environment={**github.environment, "PERFTRACE_TOOLS": str(tools)})
    world.results = run_workflow(TRACKING, world)
    github.stop()
    return project, world


@pytest.fixture
def baseline(project, measured_main):
    """Gives this test's project a copy of the measured main: measuring it anew takes three seconds."""
    main, world = measured_main
    for name in ("remote.git", "clone"):
        shutil.rmtree(project.folder / name)
        shutil.copytree(main.folder / name, project.folder / name, symlinks=True)
    git("remote", "set-url", "origin", str(project.remote), where=project.clone)
    results = [world.results[job].result for job in ("track", "keep", "publish")]
    assert results == ["success"] * 3, world.log
    return world


@pytest.fixture
def github():
    server = GitHub()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def tools(tmp_path_factory):
    """The built programs where `bin/action-tools` would have put them."""
    folder = tmp_path_factory.mktemp("tools")
    for variable, name in (("PERFTRACE", "perftrace"), ("PERFSITE", "perfsite")):
        os.symlink(Path(os.environ[variable]).resolve(), folder / name)
    return folder


@pytest.fixture
def world(project, github, tools, tmp_path, monkeypatch):
    """Makes worlds: one repository and GitHub, an event each."""

    def make(event, event_name, **options):
        folder = tmp_path / f"world-{len(list(tmp_path.glob('world-*')))}"
        folder.mkdir()
        return World(folder, project.remote, event, event_name,
                     environment={**github.environment, "PERFTRACE_TOOLS": str(tools)}, **options)

    return make


def tracking_finished(event, run_id):
    """The event that starts the commenting workflow after a tracking run of `event`."""
    head = event["pull_request"]["head"]
    now = datetime.now(timezone.utc)
    stamp = lambda time: time.strftime("%Y-%m-%dT%H:%M:%SZ")
    return {
        "workflow_run": {
            "id": run_id, "event": "pull_request", "head_sha": head["sha"], "head_branch": head["ref"],
            "head_repository": {"owner": {"login": head["user"]["login"]},
                                "full_name": head["repo"]["full_name"]},
            "created_at": stamp(now - timedelta(minutes=10)), "updated_at": stamp(now),
            "html_url": f"https://github.example/owner/project/actions/runs/{run_id}",
            "pull_requests": [],
        },
        "repository": event["repository"],
    }


def register(github, project, event):
    """Tells GitHub of a pull request and its commit."""
    head = event["pull_request"]["head"]
    github.pulls.append(event["pull_request"])
    subject, author, date, parents = subprocess.run(
        ["git", "show", "-s", "--format=%s%n%an%n%cI%n%P", head["sha"]], cwd=project.clone,
        capture_output=True, text=True, check=True).stdout.strip().split("\n")[:4]
    github.commits[head["sha"]] = {
        "sha": head["sha"], "parents": [{"sha": parent} for parent in parents.split()],
        "commit": {"message": subject, "author": {"name": author}, "committer": {"date": date}},
    }
