"""Every step of the workflows, run in order, in the situations that people meet."""

import json
import re
from pathlib import Path

import pytest

from conftest import SCRIPT, TRACKING, register, tracking_finished
from crawler import crawl
from expressions import substitute
from runner import PROJECT, base_context, git, load, run_workflow

COMMENT = PROJECT / ".github/workflows/performance-comment.yml"
SITE = {"PERFTRACE_SITE_URL": "https://owner.github.example/project"}
MARKER = "<!-- perftrace: performance comment -->"

HOSTILE_BRANCH = "$(touch${IFS}pwned)"
HOSTILE_SUBJECT = "::set-output name=a::b%0A::error:: `x` | @everyone \"><img src=x onerror=alert(1)>"


def told(world):
    return "\n".join(f"--- {job}: {step} ({status})\n{out}{err}" for job, step, status, out, err in world.log)


def push_to_main(project, world, subject="Change something"):
    this = world(project.push(subject), "push", variables=SITE)
    return run_workflow(TRACKING, this), this


def track(project, world, event, run_id=1):
    this = world(event, "pull_request", variables=SITE, run_id=run_id)
    return run_workflow(TRACKING, this), this


def comment_on(project, github, world, event, run_id=1, artifact=None, variables=SITE):
    """The second workflow, with the artifact of the first or another one."""
    if artifact is not None:
        github.set_artifact(run_id, "performance", artifact)
    this = world(tracking_finished(event, run_id), "workflow_run", variables=variables, run_id=run_id + 1)
    return run_workflow(COMMENT, this), this


def slower(project):
    project.write("scripts/job.sh", SCRIPT.format(seconds="0.2"))


def test_push_to_main_keeps_fossils_and_publishes(project, baseline):
    assert len(project.fossils()) == 10
    site = baseline.published[0]
    assert (site / "scripts/job/index.html").is_file()
    assert any("job" in summary for summary in baseline.summaries)
    assert "merge base is unknown" not in told(baseline)
    # Never committed to a branch of code.
    assert "index.html" not in git("ls-tree", "-r", "--name-only", "main", where=project.remote)


def test_first_run_without_baseline_passes_and_says_so(project, world):
    results, this = track(project, world, project.pull_request(3, "topic", "Begin a topic"))
    assert results["track"].result == "success", told(this)
    assert results["keep"].result == "skipped"
    assert "no baseline" in told(this)
    # Nothing was chosen by time where there was nothing to choose.
    assert "merge base is unknown" not in told(this)


def test_pull_request_that_changes_nothing_passes(project, github, world, baseline):
    event = project.pull_request(4, "topic", "Rename a thing")
    register(github, project, event)
    results, this = track(project, world, event)
    assert results["track"].result == "success", told(this)
    results, that = comment_on(project, github, world, event, artifact=this.artifacts["performance"])
    assert results["comment"].result == "success", told(that)
    (comment,) = github.ours(4)
    assert comment["body"].startswith(MARKER)
    assert "🔴" not in comment["body"]


def test_regression_fails_after_everything_is_uploaded(project, github, world, baseline):
    event = project.pull_request(5, "slow", "Make it slower", slower)
    register(github, project, event)
    results, this = track(project, world, event)
    assert results["track"].result == "failure"
    artifact = this.artifacts["performance"]
    assert {path.name for path in artifact.iterdir()} == {"fossils", "site", "report.md", "comment.md", "gate.xml"}
    assert "::error" in told(this)
    assert "<failure" in (artifact / "gate.xml").read_text()

    results, that = comment_on(project, github, world, event, artifact=artifact)
    assert results["comment"].result == "success", told(that)
    (comment,) = github.ours(5)
    assert "🔴 1 regressed" in comment["body"]
    assert len(comment["body"].encode()) < 60_000
    published = that.published[0]
    for link in re.findall(r"\]\(https://owner\.github\.example/project/([^)]*)\)", comment["body"]):
        assert (published / link).is_file(), link
    assert any(fossil["git_branch"] == "pull/5" for fossil in project.fossils())

    # Measured again: the same comment, in place.
    results, that = comment_on(project, github, world, event, run_id=7, artifact=artifact)
    assert results["comment"].result == "success", told(that)
    assert len(github.ours(5)) == 1


def test_fork_is_answered_too(project, github, world, baseline):
    event = project.pull_request(6, "main", "From a fork", owner="mallory")
    register(github, project, event)
    _, this = track(project, world, event)
    results, that = comment_on(project, github, world, event, artifact=this.artifacts["performance"])
    assert results["comment"].result == "success", told(that)
    assert len(github.ours(6)) == 1


def test_hostile_names_stay_text(project, github, world, baseline, tmp_path):
    name = "`x` | @everyone \"><img src=x onerror=alert(1)>.sh"
    event = project.pull_request(
        7, HOSTILE_BRANCH, HOSTILE_SUBJECT,
        lambda p: p.write(f"scripts/{name}", SCRIPT.format(seconds="0.01")), owner="mallory")
    register(github, project, event)
    _, this = track(project, world, event)
    results, that = comment_on(project, github, world, event, artifact=this.artifacts["performance"])
    assert results["comment"].result == "success", told(that)
    (comment,) = github.ours(7)
    outside_of_code = re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", comment["body"])
    for dangerous in ("@everyone", "<img", "::set-output"):
        assert dangerous not in outside_of_code
    for line in told(this).splitlines():
        assert not re.match(r"\s*::(set-output|error)::", line)
    assert not list(tmp_path.rglob("pwned"))


def test_comment_on_the_third_page_is_updated(project, github, world, baseline):
    event = project.pull_request(8, "topic", "Discuss at length")
    register(github, project, event)
    for number in range(250):
        github.add_comment(8, f"comment {number}")
    github.add_comment(8, MARKER + "\nold", github.user)
    github.add_comment(8, MARKER + "\nof somebody else")
    _, this = track(project, world, event)
    comment_on(project, github, world, event, artifact=this.artifacts["performance"])
    (ours,) = github.ours(8)
    assert "old" not in ours["body"] and "## Performance" in ours["body"]
    assert github.comments[8][-1]["body"] == MARKER + "\nof somebody else"


@pytest.mark.parametrize("faults, expected", [
    ({"PATCH": [404]}, 2),  # deleted meanwhile: made again
    ({"PATCH": [502, 502]}, 1),
    ({"PATCH": ["rate"]}, 1),
    ({"PATCH": [429, 502]}, 1),
])
def test_faults_of_the_server_are_passed_over(project, github, world, baseline, faults, expected):
    event = project.pull_request(9, "topic", "Meet a fault")
    register(github, project, event)
    existing = github.add_comment(9, MARKER + "\nold", github.user)
    github.faults = {f"PATCH issues/comments/{existing}": list(faults["PATCH"])}
    _, this = track(project, world, event)
    results, that = comment_on(project, github, world, event, artifact=this.artifacts["performance"])
    assert results["comment"].result == "success", told(that)
    assert len(github.ours(9)) == expected
    assert "## Performance" in github.ours(9)[-1]["body"]
    assert github.impatient == 0


@pytest.mark.parametrize("faults", [[502, 502], ["rate"], [429], [502, "rate"]])
def test_faults_of_the_first_post_are_passed_over(project, github, world, baseline, faults):
    event = project.pull_request(22, "topic", "Meet a fault at first")
    register(github, project, event)
    github.faults = {"POST issues/22/comments": list(faults)}
    _, this = track(project, world, event)
    results, that = comment_on(project, github, world, event, artifact=this.artifacts["performance"])
    assert results["comment"].result == "success", told(that)
    assert len(github.ours(22)) == 1
    assert not any(github.faults.values()) and github.impatient == 0


def test_lost_answer_makes_no_second_comment(project, github, world, baseline):
    event = project.pull_request(10, "topic", "Lose an answer")
    register(github, project, event)
    github.lose_answer.add("POST issues/10/comments")
    _, this = track(project, world, event)
    results, that = comment_on(project, github, world, event, artifact=this.artifacts["performance"])
    assert results["comment"].result == "success", told(that)
    assert len(github.ours(10)) == 1


def test_comment_that_was_deleted_meanwhile_is_made_again(project, github, world, baseline):
    """It was there when the comments were read, and is not there any more when it is to be changed."""
    event = project.pull_request(23, "topic", "Delete it")
    register(github, project, event)
    github.add_comment(23, MARKER + "\nold", github.user)
    github.deleted_after_reading.add(23)
    _, this = track(project, world, event)
    results, that = comment_on(project, github, world, event, artifact=this.artifacts["performance"])
    assert results["comment"].result == "success", told(that)
    (comment,) = github.ours(23)
    assert "old" not in comment["body"] and "## Performance" in comment["body"]


def test_missing_right_falls_back_to_the_summary(project, github, world, baseline):
    event = project.pull_request(11, "topic", "Lack a right")
    register(github, project, event)
    github.faults = {"POST issues/11/comments": [403]}
    _, this = track(project, world, event)
    results, that = comment_on(project, github, world, event, artifact=this.artifacts["performance"])
    assert results["comment"].result == "success", told(that)
    assert github.ours(11) == []
    assert any("## Performance" in summary for summary in that.summaries)
    assert "may not comment" in told(that)


def test_pull_requests_can_be_kept_out_of_the_site(project, github, world, baseline):
    event = project.pull_request(12, "topic", "Stay out")
    register(github, project, event)
    _, this = track(project, world, event)
    results, that = comment_on(
        project, github, world, event, artifact=this.artifacts["performance"],
        variables={**SITE, "PERFTRACE_PUBLISH_PULL_REQUESTS": "false"})
    assert results["publish"].result == "skipped"
    assert results["comment"].result == "success", told(that)
    assert "https://github.example/owner/project/actions/runs/1" in github.ours(12)[0]["body"]
    assert SITE["PERFTRACE_SITE_URL"] not in github.ours(12)[0]["body"]
    assert not any(fossil["git_branch"] == "pull/12" for fossil in project.fossils())


def test_closed_pull_request_gets_no_comment(project, github, world, baseline):
    event = project.pull_request(13, "topic", "Close it")
    register(github, project, event)
    github.pulls[-1]["state"] = "closed"
    _, this = track(project, world, event)
    results, that = comment_on(project, github, world, event, artifact=this.artifacts["performance"])
    assert results["admit"].result == "success", told(that)
    assert results["comment"].result == "skipped"
    assert github.comments == {}


def test_questions_are_asked_again_after_faults(project, github, world, baseline):
    event = project.pull_request(14, "topic", "Ask again")
    register(github, project, event)
    github.faults = {"GET /pulls": [502, 502], f"GET {event['pull_request']['head']['sha']}": ["rate"],
                     "GET runs/1/artifacts": [429], "GET /zip": [502, 502], "GET 14/comments": [502, 502]}
    _, this = track(project, world, event)
    results, that = comment_on(project, github, world, event, artifact=this.artifacts["performance"])
    assert results["comment"].result == "success", told(that)
    assert len(github.ours(14)) == 1
    assert not any(github.faults.values())


def test_server_that_stays_down_is_told(project, github, world, baseline):
    event = project.pull_request(15, "topic", "Find nobody at home")
    register(github, project, event)
    github.faults = {"GET /pulls": [502] * 50}
    _, this = track(project, world, event)
    results, that = comment_on(project, github, world, event, artifact=this.artifacts["performance"])
    assert results["admit"].result == "failure"
    assert results["comment"].result == "skipped"
    assert "Bad gateway" in told(that)
    assert github.comments == {}


def test_action_tells_its_outputs(project, world, baseline):
    event = project.pull_request(16, "topic", "Read the outputs")
    this = world(event, "pull_request", variables=SITE)
    run_workflow(TRACKING, this)
    outputs = this.action_outputs[-1]
    assert outputs["verdict"] in ("pass", "improved", "inconclusive"), outputs
    assert (outputs["scripts"], outputs["regressed"]) == ("1", "0")
    site = SITE["PERFTRACE_SITE_URL"] + "/"
    assert outputs["page-url"].startswith(site + "commits/")
    assert (this.artifacts["performance"] / "site" / outputs["page-url"].removeprefix(site)).is_file()
    assert outputs["artifact-url"]

    without = world(event, "pull_request")
    run_workflow(TRACKING, without)
    assert without.action_outputs[-1]["page-url"] == ""


def test_fork_can_only_read(project, github, world, baseline):
    """The tracking workflow of a fork's pull request asks GitHub for nothing and pushes nothing."""
    before = git("for-each-ref", where=project.remote)
    event = project.pull_request(17, "topic", "From a fork", owner="mallory")
    asked, with_the_pull_request = len(github.requests), git("for-each-ref", where=project.remote)
    this = world(event, "pull_request", variables=SITE)
    hooks = project.remote / "hooks"
    (hooks / "pre-receive").write_text("#!/bin/sh\necho read-only token >&2\nexit 1\n")
    (hooks / "pre-receive").chmod(0o755)
    results = run_workflow(TRACKING, this)
    assert results["track"].result == "success", told(this)
    assert results["keep"].result == results["publish"].result == "skipped"
    assert len(github.requests) == asked
    assert before != with_the_pull_request == git("for-each-ref", where=project.remote)


def test_merge_base_is_told_by_git(project, github, world, baseline):
    """A main that went on after the pull request began is not what it is judged against."""
    event = project.pull_request(18, "topic", "Begin early")
    slower(project)
    push_to_main(project, world, "Make main slower")
    project.write("scripts/job.sh", SCRIPT.format(seconds="0.02"))
    register(github, project, event)
    _, this = track(project, world, event)
    results, that = comment_on(project, github, world, event, artifact=this.artifacts["performance"])
    assert results["comment"].result == "success", told(that)
    assert "cannot be fetched" not in told(that)
    assert "merge base is unknown" not in told(that)
    # Against main's slow tip it would look ten times quicker.
    assert "improved" not in github.ours(18)[0]["body"].splitlines()[2], github.ours(18)[0]["body"]


def test_published_site_works_below_its_path(baseline, project, github, world, tmp_path):
    """As Pages serves it, under /project/: every link leads somewhere, and no page asks another host for anything."""
    event = project.pull_request(19, "topic", "Publish it")
    register(github, project, event)
    _, this = track(project, world, event)
    results, that = comment_on(project, github, world, event, artifact=this.artifacts["performance"])
    assert results["publish"].result == "success", told(that)
    root = tmp_path / "pages"
    root.mkdir()
    (root / "project").symlink_to(that.published[-1])
    pages = crawl(root, "/project/")
    files = {f"/project/{f.relative_to(that.published[-1])}" for f in that.published[-1].rglob("*.html")}
    assert files - {"/project/404.html"} <= pages


def test_no_run_of_the_default_branch_waits_in_a_group_or_is_cancelled(project, world):
    """GitHub keeps one waiting run of a group and drops the others, and with them their fossils."""

    def group(workflow, event, event_name, run_id):
        context = base_context(world(event, event_name, run_id=run_id), load(workflow))
        given = load(workflow)["concurrency"]
        return [substitute(given[key], context, {}) for key in ("group", "cancel-in-progress")]

    pushes = [group(TRACKING, project.push(), "push", number) for number in (1, 2)]
    assert pushes[0][0] != pushes[1][0] and pushes[0][1] == pushes[1][1] == "false"
    event, other = project.pull_request(24, "topic", "One"), project.pull_request(25, "topic", "Another")
    requests = [group(TRACKING, e, "pull_request", number) for number, e in ((3, event), (4, event), (5, other))]
    assert requests[0] == requests[1] != requests[2] and requests[0][1] == "true"
    # A comment that is being written is finished; forks whose branches have one name do not wait for each other.
    comments = [group(COMMENT, tracking_finished(e, 6), "workflow_run", 7) for e in (
        event, project.pull_request(26, "topic", "From a fork", owner="mallory"))]
    assert comments[0][0] != comments[1][0] and comments[0][1] == "False"
    # Nor does the job that keeps the fossils wait in a group of its own.
    assert "concurrency" not in load(TRACKING)["jobs"]["keep"] and "concurrency" not in load(COMMENT)["jobs"]["admit"]
