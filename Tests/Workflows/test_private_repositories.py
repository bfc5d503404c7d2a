"""Repositories that ask for a token for everything: private ones, on github.com and on an Enterprise server.

The real git asks the real gh for the token, by https; only the server is made for the test.
"""

from pathlib import Path

import pytest

from conftest import TRACKING, register, tracking_finished
from github_server import PrivateServer
from runner import World, git, run_workflow
from test_pull_requests import COMMENT, MARKER, told


@pytest.fixture(params=["github.com", "github.enterprise.example"])
def server(request, project, tmp_path):
    server = PrivateServer(request.param, project.remote, tmp_path)
    git("config", "http.receivepack", "true", where=project.remote)
    git("config", "uploadpack.allowFilter", "true", where=project.remote)
    yield server
    server.stop()


def test_private_repository_from_push_to_comment(project, server, tools, tmp_path):
    def run(workflow, event, event_name, run_id):
        world = World(tmp_path / f"world-{run_id}", project.remote, event, event_name, run_id=run_id,
                      server=f"https://{server.host}", origin=f"https://{server.host}/owner/project.git",
                      token=server.token, environment={**server.environment, "PERFTRACE_TOOLS": str(tools)})
        return run_workflow(workflow, world), world

    results, pushed = run(TRACKING, project.push(), "push", 1)
    assert [results[job].result for job in ("track", "keep", "publish")] == ["success"] * 3, told(pushed)
    assert len(project.fossils()) == 10

    event = project.pull_request(21, "topic", "Ask for a token", owner="mallory")
    register(server, project, event)
    results, tracked = run(TRACKING, event, "pull_request", 2)
    assert results["track"].result == "success", told(tracked)
    server.set_artifact(2, "performance", tracked.artifacts["performance"])
    for run_id in (3, 4):
        results, commented = run(COMMENT, tracking_finished(event, 2), "workflow_run", run_id)
        assert [results[job].result for job in ("admit", "publish", "comment")] == ["success"] * 3, told(commented)
        assert "cannot be fetched" not in told(commented)
    (comment,) = server.ours(21)
    assert comment["body"].startswith(MARKER)
    assert any(fossil["git_branch"] == "pull/21" for fossil in project.fossils())

    # Nobody else was asked, and the token stands in no log and no file.
    assert set(server.hosts) == {server.host} | ({"api.github.com"} if server.host == "github.com" else set())
    for world in (pushed, tracked, commented):
        assert server.token not in told(world)
        assert not [file for file in Path(world.folder).rglob("*")
                    if file.is_file() and server.token.encode() in file.read_bytes()]


def test_token_is_given_to_no_other_host(project, server, tools, tmp_path):
    """A repository whose origin leads elsewhere does not get the token of the server that runs the workflow."""
    world = World(tmp_path / "world", project.remote, project.push(), "push", server="https://other.example",
                  origin=f"https://{server.host}/owner/project.git", token=server.token,
                  environment={**server.environment, "PERFTRACE_TOOLS": str(tools)})
    results = run_workflow(TRACKING, world)
    assert results["track"].result == "failure"
    assert "Authentication failed" in told(world) or "could not read Username" in told(world), told(world)
