"""What a tag publishes, and how the action gets it: only what its checksum and its provenance speak for."""

import os
import subprocess

import pytest

from github_server import GitHub
from runner import PROJECT, World, git, run_workflow
from test_pull_requests import told

# In place of bin/release, which takes minutes: programs that only tell their names.
PACK = """#!/bin/sh
set -eu
folder=$(mktemp -d)
for program in perftrace perfsite; do
  printf '#!/bin/sh\\necho %s %s %s\\n' "$program" "$1" "$2" >"$folder/$program"
  chmod +x "$folder/$program"
done
mkdir -p "$3"
tar -czf "$3/perftrace-$1-$2.tar.gz" -C "$folder" .
"""
MACHINE = os.uname().machine.replace("aarch64", "arm64")
ARCHIVE = f"perftrace-0.1.0-linux-{MACHINE}.tar.gz"
# Debian's gh is older than `gh attestation`.
GH = """#!/bin/sh
if [ "$1" = attestation ]; then echo "$*" >"{folder}/asked"; exit {status}; fi
exec /usr/bin/gh "$@"
"""


def released(project, github, folder):
    """The world in which the workflow has released version 0.1.0."""
    project.write("bin/release", PACK)
    (project.clone / "bin/release").chmod(0o755)
    event = {**project.push("Release"), "ref": "refs/tags/v0.1.0"}
    world = World(folder / "release", project.remote, event, "push", environment=github.environment)
    results = run_workflow(PROJECT / ".github/workflows/release.yml", world)
    return results, world


def install(github, folder, attested=True, version="0.1.0", **more):
    """Runs bin/action-tools as action.yml does; answers with the process and the folder of tools."""
    folder.mkdir()
    (folder / "gh").write_text(GH.format(folder=folder, status=0 if attested else 1))
    (folder / "gh").chmod(0o755)
    (folder / "output").touch()
    environment = {**os.environ, **github.environment, "PATH": f"{folder}:{os.environ['PATH']}", "VERSION": version,
                   "ACTION_REPOSITORY": "owner/project", "RUNNER_TEMP": str(folder),
                   "GITHUB_OUTPUT": str(folder / "output"), **more}
    done = subprocess.run([str(PROJECT / "bin/action-tools")], env=environment, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=60)
    return done, (folder / "output").read_text().strip().removeprefix("path=")


def test_tag_becomes_a_release_that_the_action_installs(project, github, tmp_path):
    github.tags.append("v0.1.0")
    results, world = released(project, github, tmp_path)
    assert [results[job].result for job in ("build", "publish")] == ["success"] * 2, told(world)
    (release,) = github.releases
    archives = [f"perftrace-0.1.0-{target}.tar.gz" for target in ("linux-arm64", "linux-x86_64", "macos-arm64")]
    assert sorted(asset["name"] for asset in release["assets"]) == ["SHA256SUMS", *archives]
    assert world.attested == archives
    assert not release["draft"]

    done, tools = install(github, tmp_path / "good")
    assert done.returncode == 0, done.stderr
    for program in ("perftrace", "perfsite"):
        told_by = subprocess.run([f"{tools}/{program}"], capture_output=True, text=True).stdout
        assert told_by == f"{program} 0.1.0 linux-{MACHINE}\n"
    assert (tmp_path / "good/asked").read_text().endswith("--repo owner/project\n")


def test_tag_that_does_not_exist_is_not_released(project, github, tmp_path):
    results, _ = released(project, github, tmp_path)
    assert results["publish"].result == "failure"
    assert github.releases == []


def spoil(github, name, change):
    (asset,) = [asset for asset in github.releases[0]["assets"] if asset["name"] == name]
    identifier = asset["url"].rsplit("/", 1)[1]
    github.assets[identifier] = change(github.assets[identifier])
    asset["size"] = len(github.assets[identifier])


@pytest.mark.parametrize("change, options, reason", [
    (lambda g: spoil(g, ARCHIVE, lambda b: b[:-1] + b"x"), {}, "is not what SHA256SUMS says"),
    (lambda g: spoil(g, "SHA256SUMS", lambda b: b""), {}, "is not what SHA256SUMS says"),
    (lambda g: None, {"attested": False}, "nothing proves that owner/project built"),
    (lambda g: None, {"version": "9.9.9"}, "release 9.9.9 of owner/project cannot be downloaded"),
    (lambda g: None, {"version": "0.1.0 --help; touch pwned"}, "cannot be downloaded"),
])
def test_what_nothing_speaks_for_is_not_installed(project, github, tmp_path, change, options, reason):
    github.tags.append("v0.1.0")
    released(project, github, tmp_path)
    change(github)
    done, tools = install(github, tmp_path / "bad", **options)
    assert done.returncode == 1 and reason in done.stderr, done.stderr
    assert tools == ""
    assert not list((tmp_path / "bad").rglob("perfsite")) and not list(tmp_path.rglob("pwned"))
