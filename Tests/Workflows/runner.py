"""Runs a workflow's jobs on this machine: `run` steps by bash, this project's own action, stand-ins for GitHub's actions.

What a runner gives to a step is given here too: a checkout, RUNNER_TEMP, GITHUB_OUTPUT, GITHUB_STEP_SUMMARY, the event's
file, outputs of steps and jobs, artifacts, `if:` with its functions. Every step's log is kept.
"""

import fnmatch
import json
import os
import shutil
import subprocess
import uuid
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from expressions import condition, substitute

PROJECT = Path(__file__).resolve().parents[2]


@dataclass
class World:
    """What outlives a job: the repository, artifacts, published pages."""

    folder: Path
    remote: Path
    event: dict
    event_name: str
    repository: str = "owner/project"
    server: str = "https://github.com"
    token: str = "a-token"
    # What a checkout calls `origin`: the remote's folder, or where a server has it.
    origin: str = ""
    variables: dict = field(default_factory=dict)
    environment: dict = field(default_factory=dict)
    run_id: int = 1
    artifacts: dict = field(default_factory=dict)
    published: list = field(default_factory=list)
    summaries: list = field(default_factory=list)
    log: list = field(default_factory=list)
    action_outputs: list = field(default_factory=list)
    attested: list = field(default_factory=list)
    kept_days: dict = field(default_factory=dict)


@dataclass
class JobResult:
    result: str
    outputs: dict
    skipped_steps: list


class Stopped(Exception):
    """A step failed."""


def load(path):
    document = yaml.safe_load(Path(path).read_text())
    # YAML 1.1 reads the key `on` as a boolean.
    document["on"] = document.pop(True, document.get("on"))
    return document


def run_workflow(path, world):
    """Runs all jobs in the order of their needs; answers with a JobResult for each."""
    workflow = load(path)
    results = {}
    for name, job in workflow["jobs"].items():
        needs = job.get("needs", [])
        needs = [needs] if isinstance(needs, str) else needs
        context = base_context(world, workflow)
        context["needs"] = {
            need: {"result": results[need].result, "outputs": results[need].outputs} for need in needs
        }
        functions = {
            "success": lambda: all(results[need].result == "success" for need in needs),
            "failure": lambda: any(results[need].result == "failure" for need in needs),
            "cancelled": lambda: False,
            "always": lambda: True,
        }
        if not condition(job.get("if", "success()"), context, functions):
            results[name] = JobResult("skipped", {}, [])
            continue
        # Of a matrix, one run an entry; the job is as good as the worst of them.
        for entry in job.get("strategy", {}).get("matrix", {}).get("include", [{}]):
            result = Job(name, job, {**context, "matrix": entry}, world).run()
            if name not in results or result.result != "success":
                results[name] = result
    return results


def base_context(world, workflow):
    commit = (
        world.event.get("pull_request", {}).get("merge_commit_sha")
        or world.event.get("after")
        or "0" * 40
    )
    ref_name = world.event.get("ref", "").removeprefix("refs/heads/").removeprefix("refs/tags/")
    return {
        "github": {
            "event": world.event,
            "event_name": world.event_name,
            "repository": world.repository,
            "server_url": world.server,
            "run_id": world.run_id,
            "ref_name": ref_name,
            "sha": commit,
            "token": world.token,
            "workflow": workflow.get("name", ""),
        },
        "vars": world.variables,
        "inputs": {},
    }


class Job:
    def __init__(self, name, job, context, world):
        self.name, self.job, self.world = name, job, world
        self.folder = world.folder / f"{name}-{uuid.uuid4().hex[:6]}"
        self.workspace, self.temp = self.folder / "workspace", self.folder / "temp"
        self.workspace.mkdir(parents=True)
        self.temp.mkdir()
        self.context = dict(context, runner={"temp": str(self.temp)}, steps={})
        self.failed = False
        self.skipped = []

    def run(self):
        self.steps(self.job["steps"], self.context)
        functions = self.functions()
        outputs = {
            key: substitute(value, self.context, functions)
            for key, value in self.job.get("outputs", {}).items()
        }
        return JobResult("failure" if self.failed else "success", outputs, self.skipped)

    def functions(self):
        return {
            "success": lambda: not self.failed,
            "failure": lambda: self.failed,
            "cancelled": lambda: False,
            "always": lambda: True,
        }

    def steps(self, steps, context):
        for step in steps:
            if not condition(step.get("if", "success()"), context, self.functions()):
                self.skipped.append(step["name"])
                continue
            outputs, outcome = {}, "success"
            try:
                outputs = self.step(step, context)
            except Stopped as stop:
                outputs, outcome = stop.args[0], "failure"
                self.failed = True
            if "id" in step:
                context["steps"][step["id"]] = {"outputs": outputs, "outcome": outcome}

    def step(self, step, context):
        functions = self.functions()

        def fill(mapping):
            return {key: substitute(value, context, functions) for key, value in (mapping or {}).items()}

        if "run" in step:
            where = self.workspace / substitute(step.get("working-directory", "."), context, functions)
            return self.shell(step, fill(step.get("env")), where)
        action, given = step["uses"].split("@")[0], fill(step.get("with"))
        if action == "./":
            return self.composite(given, context)
        stand_in = getattr(self, action.replace("actions/", "").replace("-", "_"))
        return stand_in(given) or {}

    # run steps

    def shell(self, step, variables, where):
        if "${{" in step["run"]:
            raise AssertionError(f"step {step['name']!r} writes an expression into a script")
        output, summary = self.temp / "output", self.temp / "summary"
        output.write_text("")
        summary.write_text("")
        event = self.temp / "event.json"
        event.write_text(json.dumps(self.world.event))
        environment = {
            **os.environ,
            **self.world.environment,
            "GITHUB_ACTIONS": "true",
            "CI": "true",
            "GITHUB_EVENT_NAME": self.world.event_name,
            "GITHUB_EVENT_PATH": str(event),
            "GITHUB_REPOSITORY": self.world.repository,
            "GITHUB_SERVER_URL": self.world.server,
            "GITHUB_RUN_ID": str(self.world.run_id),
            "GITHUB_SHA": self.context["github"]["sha"],
            **self.reference(),
            "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(summary),
            "GITHUB_WORKSPACE": str(self.workspace),
            "RUNNER_TEMP": str(self.temp),
            "RUNNER_ENVIRONMENT": "github-hosted",
            **variables,
        }
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=where, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=600,
        )
        self.world.log.append(
            (self.name, step["name"], done.returncode, done.stdout.decode(errors="replace"),
             done.stderr.decode(errors="replace"))
        )
        if summary.read_text():
            self.world.summaries.append(summary.read_text())
        outputs = read_outputs(output.read_text())
        if done.returncode:
            raise Stopped(outputs)
        return outputs

    def reference(self):
        """The branch as GitHub names it: a pull request's is its test merge."""
        pull = self.world.event.get("pull_request")
        if pull:
            return {"GITHUB_REF_NAME": f"{pull['number']}/merge", "GITHUB_REF_TYPE": "branch",
                    "GITHUB_HEAD_REF": pull["head"]["ref"], "GITHUB_BASE_REF": pull["base"]["ref"]}
        # A run that another one started runs on the default branch.
        name = self.context["github"]["ref_name"] or "main"
        return {"GITHUB_REF_NAME": name, "GITHUB_REF_TYPE": "branch"}

    def composite(self, given, context):
        action = load(PROJECT / "action.yml")
        inputs = {key: str(value.get("default", "")) for key, value in action["inputs"].items()}
        unknown = set(given) - set(inputs)
        assert not unknown, f"action.yml has no input {unknown}"
        inner = dict(context, inputs={**inputs, **given}, steps={})
        inner["github"] = dict(context["github"], action_path=str(PROJECT), action_repository="")
        before = self.failed
        self.steps(action["runs"]["steps"], inner)
        outputs = {
            key: substitute(value["value"], inner, self.functions())
            for key, value in action["outputs"].items()
        }
        self.world.action_outputs.append(outputs)
        if self.failed and not before:
            raise Stopped(outputs)
        return outputs

    # stand-ins

    def checkout(self, given):
        ref = given.get("ref") or self.context["github"]["event"].get("after") or "main"
        git("clone", "--quiet", str(self.world.remote), ".", where=self.workspace)
        git("fetch", "--quiet", "origin", "+refs/pull/*:refs/remotes/pull/*", where=self.workspace)
        git("checkout", "--quiet", ref, where=self.workspace)
        if self.world.origin:
            git("remote", "set-url", "origin", self.world.origin, where=self.workspace)

    def upload_artifact(self, given):
        kept = self.world.folder / f"artifact-{uuid.uuid4().hex[:6]}"
        shutil.copytree(given["path"], kept)
        self.world.artifacts[given["name"]] = kept
        self.world.kept_days[given["name"]] = given.get("retention-days")
        return {"artifact-url": f"https://github.example/artifacts/{given['name']}"}

    def download_artifact(self, given):
        names = fnmatch.filter(self.world.artifacts, given.get("name") or given["pattern"])
        if not names:
            raise Stopped({})
        for name in names:
            shutil.copytree(self.world.artifacts[name], self.workspace / given["path"], dirs_exist_ok=True)

    def attest_build_provenance(self, given):
        self.world.attested += sorted(file.name for file in self.workspace.glob(given["subject-path"]))

    def upload_pages_artifact(self, given):
        kept = self.world.folder / f"pages-{uuid.uuid4().hex[:6]}"
        shutil.copytree(given["path"], kept)
        self.world.artifacts["github-pages"] = kept

    def deploy_pages(self, given):
        self.world.published.append(self.world.artifacts["github-pages"])
        return {"page_url": "https://owner.github.example/project/"}


def read_outputs(content):
    outputs, lines = {}, iter(content.splitlines())
    for line in lines:
        if "<<" in line.split("=", 1)[0]:
            name, delimiter = line.split("<<", 1)
            value = []
            for inner in lines:
                if inner == delimiter:
                    break
                value.append(inner)
            outputs[name] = "\n".join(value)
        elif "=" in line:
            name, outputs[name] = line.split("=", 1)
    return outputs


def git(*arguments, where):
    done = subprocess.run(["git", *arguments], cwd=where, capture_output=True, text=True)
    assert done.returncode == 0, f"git {arguments}: {done.stderr}"
    return done.stdout.strip()
