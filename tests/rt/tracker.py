"""A Request Tracker 5 of the tests' own: Debian's programs on SQLite, all its files in one temporary folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest

from tests.serving import free_port

SETUP = Path("/usr/sbin/rt-setup-database-5")
SERVER = Path("/usr/share/request-tracker5/libexec/rt-server")
SETTINGS = """
Set($rtname, 'desk.example');
Set($Organization, 'desk.example');
Set($Timezone, 'Asia/Tokyo');
Set($WebDomain, '127.0.0.1');
Set($WebPort, {port});
Set($DatabaseType, 'SQLite');
Set($DatabaseName, '{folder}/rt.sqlite3');
Set($LogToSyslog, undef);
Set($LogToSTDERR, 'warning');
Set($MailCommand, 'testfile');
Set($WebSessionClass, 'Apache::Session::File');
Set($MasonDataDir, '{folder}/mason');
Set($MasonSessionDir, '{folder}/session');
1;
"""
# A user of the desk with no more rights than it needs, and a token for it and for root.
FILL = """
use lib '/usr/share/request-tracker5/lib';
use RT -init;
sub sure { my ($ok, $said) = @_; die $said unless $ok; return @_ }
my $desk = RT::User->new(RT->SystemUser);
sure($desk->Create(Name => 'desk', EmailAddress => 'desk@example.com', Privileged => 1, Timezone => 'Asia/Tokyo'));
for my $right (qw(SeeQueue ShowTicket ShowTicketComments ReplyToTicket CommentOnTicket ManageAuthTokens)) {
    sure($desk->PrincipalObj->GrantRight(Right => $right, Object => RT->System));
}
my @users = (RT::CurrentUser->new($desk), RT::CurrentUser->new('root'));
for my $user (@users) {
    my ($id, $said, $token) = RT::AuthToken->new($user)->Create(Owner => $user->Id, Description => 'test');
    die $said unless $id;
    print "$token\\n";
}
"""
_numbers = count(1)


def _needed() -> None:
    """Fail without the programs where `make test-rt` installs them, skip elsewhere."""
    missing = not SETUP.exists() or not SERVER.exists()
    if missing and shutil.which("apt-get") and os.geteuid() == 0:
        pytest.fail("Request Tracker is not installed: sh tests/rt/install.sh")
    if missing:
        pytest.skip("Request Tracker is not installed, and only root with apt can: install it to run this test")


@dataclass
class Tracker:
    """A running tracker; `root` does what its users do."""

    folder: Path
    port: int
    environment: dict[str, str]
    token: str = field(repr=False, default="")
    root_token: str = field(repr=False, default="")
    process: subprocess.Popen[bytes] | None = None
    queue: str = ""

    @classmethod
    def started(cls) -> Tracker:
        _needed()
        folder, port = Path(tempfile.mkdtemp(prefix="rt-")), free_port()
        for name in ("mason", "session", "settings"):
            (folder / name).mkdir()
        settings = folder / "RT_SiteConfig.pm"
        settings.write_text(SETTINGS.format(port=port, folder=folder), encoding="utf-8")
        here = {"RT_SITE_CONFIG": str(settings), "RT_SITE_CONFIG_DIR": str(folder / "settings")}
        tracker = cls(folder, port, {**os.environ, **here})
        tracker._run([str(SETUP), "--action", "init", "--skip-create"])
        tracker.token, tracker.root_token = tracker._run(["perl", "-e", FILL]).split()
        tracker.start()
        return tracker

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        argv = [str(SERVER), "--server", "Standalone", "--host", "127.0.0.1", "--port", str(self.port)]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(argv, cwd=self.folder, env=self.environment, stdout=log, stderr=log)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                self.call("/rt")
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
            else:
                return
        raise RuntimeError((self.folder / "log").read_text())

    def end(self) -> None:
        """End the server; its data stay."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(20)
            self.process = None

    def stop(self) -> None:
        self.end()
        shutil.rmtree(self.folder, ignore_errors=True)

    def call(self, path: str, body: object = None, method: str | None = None, token: str | None = None) -> object:
        """Call the tracker as root, or with another token."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"token {token or self.root_token}", "Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.url}/REST/2.0{path}", data, headers, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.loads(answer.read() or b"null")

    def new_queue(self) -> str:
        """Make a queue of a test's own, so that it reads no other test's tickets."""
        self.queue = f"Support desk {next(_numbers)}"
        self.call("/queue", {"Name": self.queue})
        return self.queue

    def ticket(self, subject: str, text: str, requestor: str, queue: str | None = None, **more: object) -> int:
        body = {"Queue": queue or self.queue, "Subject": subject, "Content": text, "ContentType": "text/plain", "Requestor": requestor, **more}
        return int(self.call("/ticket", body)["id"])

    def wrote(self, ticket: int, kind: str) -> list[str]:
        """Return the texts of a ticket's transactions of a kind, in their order."""
        query = urllib.parse.quote(f"TicketId = {ticket} AND Type = '{kind}'")
        found = self.call(f"/transactions?query={query}&orderby=id&per_page=100")["items"]
        texts = []
        for one in found:
            parts = self.call(f"/transaction/{one['id']}/attachments?fields=Content")["items"]
            texts.append("".join(part["Content"] for part in parts))
        return texts

    def _run(self, argv: list[str]) -> str:
        ran = subprocess.run(argv, cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=120)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout
