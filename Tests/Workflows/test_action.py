"""The action as another repository uses it: what each input does, and what a hostile one does not."""

import json
import re
import xml.etree.ElementTree as ET

import pytest
import yaml

from conftest import SCRIPT
from runner import PROJECT, load, run_workflow
from test_pull_requests import told

# The six lines of which the documentation speaks, with inputs.
WORKFLOW = """
on: push
jobs:
  performance:
    steps:
      - name: Check out
        uses: actions/checkout@v4
      - name: Track
        uses: ./
"""


@pytest.fixture
def use(project, world, tmp_path):
    """Uses the action with inputs; answers with its result, outputs and world."""

    def use(subject="Use the action", **inputs):
        workflow = yaml.safe_load(WORKFLOW)
        workflow["jobs"]["performance"]["steps"][1]["with"] = {key.replace("_", "-"): v for key, v in inputs.items()}
        file = tmp_path / "workflow.yml"
        file.write_text(yaml.safe_dump(workflow))
        this = world(project.push(subject), "push")
        result = run_workflow(file, this)["performance"].result
        return result, this.action_outputs[-1], this

    return use


def fossils(world, name="performance"):
    return [json.loads(line) for file in (world.artifacts[name] / "fossils").rglob("*.jsonl")
            for line in file.read_text().splitlines()]


def test_inputs_take_the_place_of_the_configuration(project, use):
    project.write("work/tools/first.sh", SCRIPT.format(seconds="0.01"))
    project.write("work/tools/second.py", "#!/usr/bin/env python3\n")
    project.write("work/tools/slow.sh", SCRIPT.format(seconds="30"))
    result, outputs, this = use(
        working_directory="work", directory="tools", pattern="*.sh", runs="2", warmups="1", timeout="300ms",
        success_rate="0%", artifact_name="other", retention_days="3")
    assert result == "success", told(this)
    found = fossils(this, "other")
    assert sorted({fossil["script"] for fossil in found}) == ["first", "slow"]
    # A warm-up is recorded and marked.
    assert [sum(f["script"] == "first" and f["run"]["warmup"] is warm for f in found) for warm in (True, False)] == [1, 2]
    assert all(f["outcome"]["timed_out"] for f in found if f["script"] == "slow")
    assert outputs["scripts"] == "2"
    assert this.kept_days == {"other": "3"}


@pytest.mark.parametrize("inputs", [
    {"max_time": "1ms"}, {"require_baseline": "true"},
    {"success_rate": "100%", "directory": "broken", "pattern": "*"},
])
def test_limits_fail_after_the_upload_unless_told_not_to(project, use, inputs):
    project.write("broken/once.sh", "#!/bin/sh\nexit 1\n")
    result, outputs, this = use(runs="2", **inputs)
    assert result == "failure", told(this)
    assert {"report.md", "comment.md", "gate.xml", "site", "fossils"} == {
        path.name for path in this.artifacts["performance"].iterdir()}
    assert this.kept_days == {"performance": "30"}
    assert this.summaries
    gate = ET.parse(this.artifacts["performance"] / "gate.xml")
    assert sum(int(suite.get("tests", 0)) for suite in gate.iter("testsuite")) > 0

    result, again, this = use(subject="Only tell", runs="2", fail="false", **inputs)
    assert result == "success", told(this)
    assert again["verdict"] == outputs["verdict"] != ""


def test_annotations_stand_on_the_files_of_the_scripts(project, use):
    project.write("work/perftrace.yml", "track:\n  interpreters: {ts: [env, sh]}\n")
    project.write("work/tools/a b.ts", "exit 1\n")
    project.write("work/tools/slow.sh", SCRIPT.format(seconds="0.02"))
    _, _, this = use(working_directory="work", directory="tools", pattern="*", runs="2", max_time="1ms")
    lines = [line for line in told(this).splitlines() if line.startswith("::error ")]
    assert sorted(re.match("::error file=(.*?),line=1,title=(.*?)::(.*)", line).groups() for line in lines) == [
        ("work/tools/a b.ts", "a b%3A success-rate", "success rate is 0 %25, the limit 85 %25"),
        ("work/tools/slow.sh", "slow%3A max-time", re.search("wall time is .* ms, the limit 1.00 ms", told(this))[0])]


def test_no_artifact_where_none_is_wanted(use):
    result, outputs, this = use(runs="1", artifact_name="")
    assert result == "success", told(this)
    assert this.artifacts == {} and outputs["artifact-url"] == ""


def test_hostile_inputs_are_text(project, use, tmp_path):
    project.write("scripts/-n $(touch pwned).sh", SCRIPT.format(seconds="0.01"))
    result, _, this = use(runs="1", directory="scripts", pattern="-n*", site_url='https://x/"$(touch pwned)`')
    assert result == "success", told(this)
    assert {fossil["script"] for fossil in fossils(this)} == {"-n $(touch pwned)"}
    for inputs in ({"runs": "1; touch pwned"}, {"max_time": "$(touch pwned)"}, {"fossils_branch": "--upload-pack=touch pwned"},
                   {"directory": "--help"}, {"working_directory": "scripts", "pattern": "`touch pwned`", "directory": "."}):
        result, _, this = use(subject=str(inputs), **inputs)
        assert result == "failure", told(this)
    assert not list(tmp_path.rglob("pwned"))


def test_every_input_and_output_is_described():
    action = load(PROJECT / "action.yml")
    used = (PROJECT / "action.yml").read_text()
    for name, given in action["inputs"].items():
        assert given["description"] and f"inputs.{name}" in used, name
    assert all(output["description"] for output in action["outputs"].values())
