"""The few endpoints of GitHub's REST API that the workflows use, on 127.0.0.1, with faults on demand.

Debian's `gh` reaches it as a proxy: with GH_HOST=github.localhost it asks http://api.github.localhost/ for everything.
"""

import base64
import io
import json
import os
import ssl
import subprocess
import threading
import time
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlparse


class GitHub:
    def __init__(self):
        self.pulls, self.commits, self.artifacts = [], {}, {}
        self.comments = {}
        self.tags, self.releases, self.assets = [], [], {}
        self.next_id = 1000
        self.faults = {}  # "METHOD suffix of path" -> statuses to answer first
        self.requests = []
        self.user = "github-actions[bot]"
        self.deleted_after_reading = set()
        self.limited_at, self.impatient = None, 0
        self.lose_answer = set()  # "METHOD suffix": carried out, then answered by 502
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler(self))
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def environment(self):
        proxy = f"http://127.0.0.1:{self.server.server_port}"
        return {"GH_HOST": "github.localhost", "http_proxy": proxy, "GH_TOKEN": "a-token",
                "GH_CONFIG_DIR": "/nonexistent", "no_proxy": "", "GH_NO_UPDATE_NOTIFIER": "1"}

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def add_comment(self, number, body, login="somebody"):
        self.next_id += 1
        self.comments.setdefault(number, []).append(
            {"id": self.next_id, "body": body, "user": {"login": login},
             "html_url": f"https://github.example/pull/{number}#issuecomment-{self.next_id}"})
        return self.next_id

    def ours(self, number):
        return [c for c in self.comments.get(number, []) if c["user"]["login"] == self.user]

    def set_artifact(self, run, name, content, size=None):
        """`content` is a folder to be packed, or the bytes of an archive."""
        if isinstance(content, Path):
            packed = io.BytesIO()
            with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
                for file in sorted(content.rglob("*")):
                    if file.is_file():
                        archive.write(file, file.relative_to(content).as_posix())
            content = packed.getvalue()
        self.next_id += 1
        self.artifacts[self.next_id] = (run, name, content, size or len(content))

    # endpoints: (status, JSON or bytes)

    def answer(self, method, path, query, body):
        if path == "/graphql":
            found = body["variables"]["tagName"].removeprefix("refs/tags/") in self.tags
            asked = "ref" if "ref(" in body["query"] else "release"
            return 200, {"data": {"repository": {asked: {"id": "REF"} if found and asked == "ref" else None}}}
        parts = path.removeprefix("/api/v3").strip("/").split("/")[3:]  # repos/owner/name
        match (method, *parts):
            case ("HEAD" | "GET", "releases", "tags", tag):
                for release in self.releases:
                    if release["tag_name"] == tag and not release["draft"]:
                        return 200, release
                return 404, None
            case ("POST", "releases"):
                place = "http://{}.github.localhost/repos/owner/project/releases/" + str(len(self.releases))
                self.releases.append({
                    **body, "id": len(self.releases), "assets": [], "url": place.format("api"),
                    "html_url": f"https://github.example/releases/{body['tag_name']}",
                    "upload_url": place.format("uploads") + "/assets{?name,label}"})
                return 201, self.releases[-1]
            case ("POST", "releases", number, "assets"):
                self.next_id += 1
                self.assets[str(self.next_id)] = body
                self.releases[int(number)]["assets"].append({
                    "name": query["name"][0], "size": len(body), "state": "uploaded",
                    "url": f"http://api.github.localhost/repos/owner/project/releases/assets/{self.next_id}"})
                return 201, self.releases[int(number)]["assets"][-1]
            case ("PATCH", "releases", number):
                self.releases[int(number)].update(body)
                return 200, self.releases[int(number)]
            case ("GET", "releases", "assets", number):
                return 200, self.assets[number]
            case ("GET", "pulls"):
                owner, branch = query["head"][0].split(":", 1)
                return 200, [p for p in self.pulls
                             if p["head"]["user"]["login"] == owner and p["head"]["ref"] == branch
                             and p["state"] == query["state"][0]]
            case ("GET", "commits", sha):
                return (200, self.commits[sha]) if sha in self.commits else (404, None)
            case ("GET", "actions", "runs", run, "artifacts"):
                found = [{"id": i, "name": n, "expired": False, "size_in_bytes": size}
                         for i, (r, n, _, size) in self.artifacts.items()
                         if str(r) == run and n == query["name"][0]]
                return 200, {"total_count": len(found), "artifacts": found}
            case ("GET", "actions", "artifacts", number, "zip"):
                return 200, self.artifacts[int(number)][2]
            case ("GET", "issues", number, "comments"):
                page, size = int(query["page"][0]), int(query["per_page"][0])
                found = self.comments.get(int(number), [])[(page - 1) * size:page * size]
                if int(number) in self.deleted_after_reading:
                    self.deleted_after_reading.discard(int(number))
                    self.comments[int(number)].clear()
                return 200, found
            case ("POST", "issues", number, "comments"):
                identifier = self.add_comment(int(number), body["body"], self.user)
                return 201, next(c for c in self.comments[int(number)] if c["id"] == identifier)
            case ("PATCH", "issues", "comments", identifier):
                for comments in self.comments.values():
                    for comment in comments:
                        if comment["id"] == int(identifier):
                            if comment["user"]["login"] != self.user:
                                return 403, None
                            comment["body"] = body["body"]
                            return 200, comment
                return 404, None
        return 404, None


class PrivateServer(GitHub):
    """A server of a given name that speaks TLS, wants a token for everything, and keeps a repository for git.

    It is the proxy for https, too, and answers for every host; what it was asked as is kept in `hosts`.
    """

    def __init__(self, host, repository, folder):
        super().__init__()
        self.host, self.repository, self.hosts = host, repository, []
        self.token = "token-of-the-job"
        self.certificate = folder / "certificate.pem"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1",
             "-subj", f"/CN={host}", "-addext", f"subjectAltName=DNS:{host},DNS:api.{host}", "-keyout",
             str(folder / "key.pem"), "-out", str(self.certificate)], check=True, capture_output=True)
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.tls.load_cert_chain(self.certificate, folder / "key.pem")

    @property
    def environment(self):
        # What a runner sets, and what a machine needs to reach this server. The workflow gives the token.
        return {"https_proxy": f"http://127.0.0.1:{self.server.server_port}", "no_proxy": "",
                "SSL_CERT_FILE": str(self.certificate), "GIT_SSL_CAINFO": str(self.certificate),
                "GITHUB_API_URL": f"https://{self.host}/api/v3", "GH_CONFIG_DIR": "/nonexistent",
                "GH_NO_UPDATE_NOTIFIER": "1", "GIT_TERMINAL_PROMPT": "0"}

    def allows(self, authorization):
        """Whether a request brings the token, as the API or as git's password."""
        kind, _, value = (authorization or "").partition(" ")
        if kind == "Basic":
            return base64.b64decode(value).decode() == f"x-access-token:{self.token}"
        return (kind, value) == ("token", self.token)

    def git(self, request, content):
        """What git's own server program answers: status, headers, body."""
        url = urlparse(request.path)
        done = subprocess.run(["git", "http-backend"], input=content, capture_output=True, check=True, env={
            "PATH": os.environ["PATH"], "GIT_PROJECT_ROOT": str(self.repository), "GIT_HTTP_EXPORT_ALL": "1",
            "PATH_INFO": url.path.removeprefix("/owner/project.git"), "QUERY_STRING": url.query,
            "REQUEST_METHOD": request.command, "CONTENT_TYPE": request.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(content)), "HTTP_CONTENT_ENCODING": request.headers.get("Content-Encoding", ""),
            "GIT_PROTOCOL": request.headers.get("Git-Protocol", ""), "REMOTE_USER": "x-access-token"}).stdout
        head, _, body = done.partition(b"\r\n\r\n")
        headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n"))
        return int(headers.pop("Status", "200").split()[0]), headers, body


def handler(github):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_CONNECT(self):
            """The way of a proxy to a host of https: from here on this connection is that host's."""
            self.send_response(200)
            self.end_headers()
            self.connection = github.tls.wrap_socket(self.connection, server_side=True)
            self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", buffering=0)
            self.close_connection = False

        def respond(self):
            content = self.content()
            url = urlparse(self.path)
            if isinstance(github, PrivateServer):
                github.hosts.append(self.headers["Host"])
                if not github.allows(self.headers["Authorization"]):
                    return self.send(401, {"WWW-Authenticate": 'Basic realm="GitHub"'}, b"{}")
                if url.path.startswith("/owner/project.git/"):
                    return self.send(*github.git(self, content))
            kind = self.headers.get("Content-Type", "")
            body = content if "json" not in kind and "/assets" in url.path else json.loads(content or "null")
            github.requests.append((self.command, url.path, body))
            status, answer = self.fault(url.path)
            if status is None:
                status, answer = github.answer(self.command, url.path, parse_qs(url.query), body)
                for lost in list(github.lose_answer):
                    if self.matches(lost, url.path):
                        github.lose_answer.discard(lost)
                        status, answer = 502, {"message": "Bad gateway"}
            if answer is None:
                answer = {"message": {403: "Resource not accessible by integration", 404: "Not Found"}[status]}
            binary = isinstance(answer, bytes)
            headers = {"Content-Type": "application/zip" if binary else "application/json"}
            if not binary and "rate limit" in str(answer.get("message") if isinstance(answer, dict) else ""):
                headers["Retry-After"] = "2"
                github.limited_at = time.monotonic()
            elif github.limited_at is not None:
                # Whoever asks sooner than it was told is counted.
                github.impatient += time.monotonic() - github.limited_at < 2
                github.limited_at = None
            self.send(status, headers,
                      answer if binary else json.dumps(answer).encode())

        def send(self, status, headers, content):
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(content))}.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

        def content(self):
            """The request's body, also in chunks: `gh` does not know the size of what it reads from a pipe."""
            if self.headers.get("Transfer-Encoding") != "chunked":
                return self.rfile.read(int(self.headers.get("Content-Length") or 0))
            content = b""
            while size := int(self.rfile.readline(), 16):
                content += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return content

        def matches(self, wanted, path):
            method, suffix = wanted.split(" ", 1)
            return method == self.command and path.endswith(suffix)

        def fault(self, path):
            for wanted, statuses in github.faults.items():
                if statuses and self.matches(wanted, path):
                    status = statuses.pop(0)
                    message = {429: "API rate limit exceeded", 403: "Resource not accessible by integration"}
                    if status == "rate":
                        return 403, {"message": "You have exceeded a secondary rate limit."}
                    return status, {"message": message.get(status, "Bad gateway")}
            return None, None

        do_GET = do_HEAD = do_POST = do_PATCH = respond

        def log_message(self, *arguments):
            pass

    return Handler
