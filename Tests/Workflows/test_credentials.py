"""What a step's environment tells git reaches the repository that fossils are exchanged by."""

import os
import subprocess


def test_settings_of_the_environment_reach_git(project, tools, tmp_path):
    """As action.yml names the credential helper; a setting that needs no network stands in for it."""
    environment = {**os.environ, "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": f"url.{project.remote}.insteadOf",
                   "GIT_CONFIG_VALUE_0": "https://private.invalid/owner/project"}
    # Without an identity the program adds settings of its own, which must not take this one's place.
    for person in ("AUTHOR", "COMMITTER"):
        environment.pop(f"GIT_{person}_NAME"), environment.pop(f"GIT_{person}_EMAIL")
    environment["HOME"] = str(tmp_path)

    def perftrace(*arguments):
        return subprocess.run([str(tools / "perftrace"), *arguments], cwd=project.clone, env=environment,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)

    perftrace("track", "--runs", "1", "--store", str(tmp_path / "store"), "scripts/job.sh")
    remote = ["--remote", "https://private.invalid/owner/project"]
    pushed = perftrace("fossils", "push", "--store", str(tmp_path / "store"), *remote)
    assert pushed.returncode == 0, pushed.stderr
    assert len(project.fossils()) == 1
    pulled = perftrace("fossils", "pull", "--store", str(tmp_path / "other"), *remote)
    assert pulled.returncode == 0 and "1 file pulled" in pulled.stdout, pulled.stderr
