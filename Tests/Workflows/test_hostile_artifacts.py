"""Artifacts that the code of a pull request wrote to do harm: refused with a reason, nothing executed or posted."""

import io
import json
import stat
import struct
import zipfile
import zlib

import pytest

from conftest import register
from test_pull_requests import MARKER, comment_on, told, track


@pytest.fixture
def measured(project, github, world):
    """A pull request and the honest lines of its artifact."""
    event = project.pull_request(20, "topic", "Do harm", owner="mallory")
    register(github, project, event)
    results, this = track(project, world, event)
    assert results["track"].result == "success", told(this)
    lines = b"".join(
        file.read_bytes() for file in sorted((this.artifacts["performance"] / "fossils").rglob("*.jsonl")))
    return event, lines


def packed(*members):
    """An archive of (name or ZipInfo, content)."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members:
            file.writestr(name, content)
    return archive.getvalue()


def relabel(lines, **changes):
    return b"".join(
        json.dumps({**json.loads(line), **changes}).encode() + b"\n" for line in lines.splitlines())


def refused(project, github, world, event, artifact, reason):
    results, this = comment_on(project, github, world, event, artifact=artifact)
    assert results["admit"].result == "failure", told(this)
    assert results["publish"].result == results["comment"].result == "skipped"
    assert reason in told(this)
    assert github.comments == {}
    assert not [path for path in github.requests if path[0] != "GET"]
    return this


def admitted(project, github, world, event, artifact):
    results, this = comment_on(project, github, world, event, artifact=artifact)
    assert results["comment"].result == "success", told(this)
    (number,) = github.comments
    (comment,) = github.ours(number)
    assert number == event["number"] and comment["body"].startswith(MARKER)
    return this


def test_paths_that_climb_write_nothing(project, github, world, measured, tmp_path):
    event, lines = measured
    artifact = packed(
        ("fossils/../../../../pwned.jsonl", b""), ("../pwned.jsonl", lines), ("/tmp/pwned.jsonl", lines),
        ("fossils/performance/a.jsonl", lines), ("../../.git/hooks/post-checkout", b"#!/bin/sh\ntouch pwned\n"))
    admitted(project, github, world, event, artifact)
    assert not list(tmp_path.rglob("pwned*"))
    # Of the archive's members only those of the store counted.
    assert len([f for f in project.fossils() if f["git_branch"] == "pull/20"]) == len(lines.splitlines())


def test_symbolic_link_is_not_followed(project, github, world, measured):
    event, _ = measured
    link = zipfile.ZipInfo("fossils/performance/link.jsonl")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    this = refused(project, github, world, event, packed((link, "/etc/passwd")), "is no fossil")
    assert "root:" not in told(this)


def test_two_gigabytes_are_not_unpacked(project, github, world, measured):
    event, _ = measured
    refused(project, github, world, event, bomb("fossils/performance/bomb.jsonl", 2 << 30), "refused")


def bomb(name, size):
    """An archive of one member of zeros, made without making them: a stream of one block, repeated."""
    compressor = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = compressor.compress(bytes(1 << 20)) + compressor.flush(zlib.Z_FULL_FLUSH)
    compressor = zlib.compressobj(9, zlib.DEFLATED, -15)
    repeated = compressor.compress(bytes(1 << 20)) + compressor.flush(zlib.Z_FULL_FLUSH)
    assert block == repeated
    data = block * (size >> 20) + zlib.compressobj(9, zlib.DEFLATED, -15).flush()
    raw = name.encode()
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 0, 0, len(data), size, len(raw), 0) + raw
    central = struct.pack(
        "<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 0, 0, len(data), size, len(raw), 0, 0, 0, 0, 0, 0) + raw
    end = struct.pack(
        "<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(central), len(local) + len(data), 0)
    return local + data + central + end


def test_artifact_that_says_to_be_large_is_not_downloaded(project, github, world, measured):
    event, lines = measured
    github.set_artifact(1, "performance", packed(("fossils/a.jsonl", lines)), size=2 << 30)
    refused(project, github, world, event, None, "larger than 64 MiB")
    assert not [path for _, path, _ in github.requests if path.endswith("/zip")]


def test_wrong_number_changes_nothing(project, github, world, measured):
    event, lines = measured
    lines = relabel(
        lines, ci={"provider": "github-actions", "pull_request": 1, "run_url": "https://evil.example/"},
        git_branch="main", git={"subject": "of main", "author": "Somebody else", "parents": []})
    admitted(project, github, world, event, packed(
        ("fossils/a.jsonl", lines), ("number", b"1"), ("comment.md", b"@everyone"), ("pr.json", b'{"number": 1}')))
    kept = [fossil for fossil in project.fossils() if fossil["git_branch"] == "pull/20"]
    assert {fossil["ci"]["pull_request"] for fossil in kept} == {20}
    assert {fossil["git"]["subject"] for fossil in kept} == {"Do harm"}
    assert "everyone" not in github.ours(20)[0]["body"]
    assert "evil.example" not in json.dumps(project.fossils())


@pytest.mark.parametrize("changes, reason", [
    ({"git_sha": "a" * 40}, "is not of the measured commit"),
    ({"timestamp": "2001-01-01T00:00:00Z"}, "is not when the run was"),
    ({"schema": 99}, "is no fossil"),
    ({"script": "x" * 70_000}, "more than a fossil has"),
])
def test_lines_that_lie_refuse_all(project, github, world, measured, changes, reason):
    event, lines = measured
    refused(project, github, world, event, packed(("fossils/a.jsonl", lines + relabel(lines, **changes))), reason)


def test_no_archive_is_told(project, github, world, measured):
    event, _ = measured
    refused(project, github, world, event, b"no archive", "refused")
