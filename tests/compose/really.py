"""Build the image, run docker-compose.yml with podman, and see a scan become a record there.

Run by `make compose-test`, as root, on Debian or Ubuntu; it takes some minutes, and some GB of
`/var/tmp/sohoa-compose-test`, where the base system and what was built are kept for the next run.
Public images are not needed: the base is made by debootstrap, and stand-ins for the images of the
servers are made with it.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
HERE = Path(__file__).parent
WORK = Path("/var/tmp/sohoa-compose-test")
COMPOSE = Path(sys.executable).with_name("docker-compose")
SAMPLES = ROOT / "samples" / "van_ban_hanh_chinh"
BASE, APP, POSTGRES, REDIS = (f"localhost/sohoa-test-{it}" for it in ("base", "app", "pg", "redis"))
CA = Path("/etc/ssl/certs/ca-certificates.crt")
DEADLINE_S, COMMAND_S = 300.0, 1800.0
# For machines whose control groups and limits are not those of a desktop.
STORAGE = """
[storage]
driver = "{driver}"
graphroot = "{work}/storage"
runroot = "{work}/run"
"""
APPROVE = """
import sys
from uuid import UUID
from models.settings import Settings
from models.store.database import open_store
from models.store.records import approve
approve(open_store(Settings.from_env()), UUID(sys.argv[1]), 1, "compose-test")
"""
CONTAINERS = """
[containers]
default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
[network]
network_backend = "netavark"
network_config_dir = "{work}/networks"
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
# Or what watched a health check stays for five minutes.
exit_command_delay = 1
"""


def main() -> None:
    """Build, start, use, hurt and stop the deployment; an assertion fails at what does not hold."""
    if os.getuid() != 0:
        sys.exit("Containers need root here: run `sudo make compose-test`.")
    WORK.mkdir(parents=True, exist_ok=True)
    (WORK / "storage.conf").write_text(STORAGE.format(work=WORK, driver=storage_driver()))
    (WORK / "containers.conf").write_text(CONTAINERS.format(work=WORK))
    os.environ["CONTAINERS_STORAGE_CONF"] = str(WORK / "storage.conf")
    os.environ["CONTAINERS_CONF"] = str(WORK / "containers.conf")
    make_base()
    build(POSTGRES, HERE, HERE / "postgres.Dockerfile")
    build(REDIS, HERE, HERE / "redis.Dockerfile")
    build(APP, ROOT, ROOT / "Dockerfile")
    with daemon(), deployed() as deployment:
        check_confinement(deployment)
        first = read(deployment, "quyet-dinh-dau-do.pdf")
        publish(deployment, first, number="2255/QĐ-UBND")
        lose_containers(deployment)
        scale_out(deployment)
    print("The deployment works.")


def check_confinement(deployment: Deployment) -> None:
    """Containers run without privileges and can write only where they should."""
    for service in ("worker", "counter", "sweeper", "watch"):
        assert deployment.inside(service, "id", "-u") == "10001\n"
        status = deployment.inside(service, "cat", "/proc/self/status")
        assert re.search(r"^CapEff:\s0+$", status, re.MULTILINE), status
        assert re.search(r"^NoNewPrivs:\s1$", status, re.MULTILINE), status
        deployment.inside(service, "sh", "-c", "! touch /opt/sohoa/x && touch /tmp/x")


def read(deployment: Deployment, sample: str) -> str:
    """Put a scan into the watched folder, and wait for its record.

    Returns:
        The record's id.
    """
    sent = deployment.put(sample)
    return deployment.record_of(sent)


def publish(deployment: Deployment, record: str, number: str) -> None:
    """Approve a record, and find it in the shared repository."""
    deployment.inside("sweeper", "python3", "-c", APPROVE, record)
    value = f"fields->'so_ky_hieu'->>'value' FROM repository.records WHERE record = '{record}'"
    wait_until(lambda: deployment.sql(f"SELECT {value}") == number, "the published record")


def lose_containers(deployment: Deployment) -> None:
    """What was accepted survives the sudden end of the containers that were at it."""
    sent = deployment.put("ke-hoach-nhieu-trang.pdf")
    running = "SELECT count(*) FROM jobs WHERE kind = 'page' AND state = 'running'"
    wait_until(lambda: deployment.sql(running) != "0", "a page that is being read")
    deployment.compose("kill", "worker", "redis")
    deployment.up()
    deployment.record_of(sent)


def scale_out(deployment: Deployment) -> None:
    """More containers read pages when more are asked for."""
    deployment.up("--scale=worker=2")
    assert len(deployment.compose("ps", "--quiet", "worker").split()) == 2
    read(deployment, "thong-bao-nghieng.pdf")


def storage_driver() -> str:
    """The quick one, where the file system bears it."""
    with tempfile.TemporaryDirectory(dir=WORK) as name:
        low, up, work, there = (Path(name) / it for it in ("low", "up", "work", "there"))
        for folder in (low, up, work, there):
            folder.mkdir()
        options = f"lowerdir={low},upperdir={up},workdir={work}"
        mount = ["mount", "-t", "overlay", "overlay", "-o", options, str(there)]
        if subprocess.run(mount, stderr=subprocess.DEVNULL, check=False).returncode != 0:
            return "vfs"
        run("umount", there)
        return "overlay"


def run(*command: object, **options: object) -> str:
    """The output of a command that must succeed."""
    words = [str(word) for word in command]
    done = subprocess.run(  # type: ignore[call-overload]
        words, stdout=subprocess.PIPE, check=False, timeout=COMMAND_S, **options
    )
    assert done.returncode == 0, f"exit code {done.returncode}: {' '.join(words)}"
    return done.stdout.decode()


def wait_until(condition: Callable[[], object], what: str, timeout_s: float = DEADLINE_S) -> None:
    """Return once `condition` holds."""
    print(f"waiting for {what}", flush=True)
    end = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < end, f"waited {timeout_s:g} s for {what}"
        time.sleep(0.5)


def make_base() -> None:
    """A minimal system of this machine's release, with its package sources, as an image."""
    if subprocess.run(["podman", "image", "exists", BASE], check=False).returncode == 0:
        return
    tree = WORK / "base"
    shutil.rmtree(tree, ignore_errors=True)
    codename = platform.freedesktop_os_release()["VERSION_CODENAME"]
    run("debootstrap", "--variant=minbase", codename, tree)
    shutil.rmtree(tree / "etc" / "apt")
    shutil.copytree("/etc/apt", tree / "etc" / "apt")
    tar = subprocess.Popen(["tar", "-C", tree, "-c", "."], stdout=subprocess.PIPE)
    run("podman", "import", "--quiet", "-", BASE, stdin=tar.stdout)
    assert tar.wait() == 0
    shutil.rmtree(tree)


def build(image: str, context: Path, dockerfile: Path) -> None:
    """Build an image on the base."""
    print(f"building {image}", flush=True)
    run(
        "podman", "build", "--quiet", "--format", "docker", "--isolation", "chroot",
        "--network", "host", "--build-arg", f"BASE={BASE}", *package_sources(),
        "--tag", image, "--file", dockerfile, context,
    )  # fmt: skip


def package_sources() -> Iterator[str]:
    """Options that let pip and npm in a build find packages as they do on this machine."""
    told = run(sys.executable, "-m", "pip", "config", "list")
    values = dict(re.findall(r"^(?:global|:env:)\.([a-z-]+)='(.*)'$", told, re.MULTILINE))
    words = " ".join(values.values()).split()
    # An index in a folder names files that lie beside it.
    paths = {Path(word) for word in words if word.startswith("/")}
    paths |= {Path(word.removeprefix("file://")).parent for word in words if "file://" in word}
    for path in sorted(paths - {CA}):
        yield f"--volume={path}:{path}:ro"
    lines = ["[global]", *(f"{name} = {value}" for name, value in values.items())]
    npm = [f"registry={run('npm', 'config', 'get', 'registry', cwd=ROOT).strip()}"]
    if CA.exists():
        # Not in its own place, where a build may install the package that brings it.
        yield f"--volume={CA}:/mnt/ca.crt:ro"
        lines = [line for line in lines if not line.startswith("cert =")] + ["cert = /mnt/ca.crt"]
        npm.append("cafile=/mnt/ca.crt")
    # Root builds the images, and has the same home there as here.
    home = str(Path("~root/.npmrc").expanduser())
    for name, text, place in (("pip.conf", lines, "/etc/pip.conf"), ("npmrc", npm, home)):
        (WORK / name).write_text("\n".join(text) + "\n")
        yield f"--volume={WORK / name}:{place}:ro"


@contextmanager
def daemon() -> Iterator[None]:
    """Podman as a daemon that Docker Compose can talk to, and health checks without systemd."""
    socket = WORK / "podman.sock"
    socket.unlink(missing_ok=True)
    os.environ["DOCKER_HOST"] = f"unix://{socket}"
    with (WORK / "podman.log").open("wb") as log:
        service = subprocess.Popen(
            ["podman", "system", "service", "--time=0", f"unix://{socket}"], stdout=log, stderr=log
        )
        stop = threading.Event()
        checks = threading.Thread(target=check_health, args=(stop,))
        checks.start()
        try:
            wait_until(socket.exists, "podman", timeout_s=30)
            yield
        finally:
            stop.set()
            checks.join()
            service.terminate()
            service.wait()


def check_health(stop: threading.Event) -> None:
    """Run the health checks of all containers again and again."""
    while not stop.wait(2):
        for container in run("podman", "ps", "--quiet").split():
            subprocess.run(
                ["podman", "healthcheck", "run", container],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False,
            )  # fmt: skip


@contextmanager
def deployed() -> Iterator[Deployment]:
    """The services of docker-compose.yml, removed with their volumes at the end."""
    os.environ |= {
        "APP_IMAGE": APP, "POSTGRES_IMAGE": POSTGRES, "REDIS_IMAGE": REDIS, "PAGES_AT_ONCE": "1",
        "POSTGRES_PASSWORD": secrets.token_hex(16), "REDIS_PASSWORD": secrets.token_hex(16),
    }  # fmt: skip
    deployment = Deployment()
    # Of a run that was killed.
    deployment.compose("down", "--volumes")
    try:
        deployment.up()
        yield deployment
    except BaseException:
        print(deployment.compose("ps", "--all"), deployment.compose("logs", "--tail=30"))
        raise
    finally:
        deployment.compose("down", "--volumes", "--timeout=90")


class Deployment:
    """The services, reached as an operator would."""

    def compose(self, *arguments: str, **options: object) -> str:
        """Run Docker Compose."""
        project = ("--project-name", "sohoa-test", "--env-file", os.devnull, "--progress", "quiet")
        return run(COMPOSE, *project, *arguments, cwd=ROOT, **options)

    def up(self, *arguments: str) -> None:
        """Start what does not run, and wait until all is healthy."""
        self.compose("up", "--detach", "--no-build", "--pull=never", *arguments)
        wait_until(lambda: self.unhealthy() == [], "healthy services")

    def unhealthy(self) -> list[str]:
        """Names of services that do not run well."""
        lines = self.compose("ps", "--all", "--format=json").splitlines()
        return [
            one["Service"]
            for one in map(json.loads, lines)
            if (one["State"], one["Service"]) != ("exited", "migrate")
            and (one["State"] != "running" or self.health(one["ID"]) != "healthy")
        ]

    def health(self, container: str) -> str:
        """What the last health checks of a container found."""
        return run("podman", "inspect", "--format={{.State.Health.Status}}", container).strip()

    def inside(self, service: str, *command: str, **options: object) -> str:
        """Run a command in a service's container."""
        return self.compose("exec", "--no-TTY", service, *command, **options)

    def sql(self, query: str) -> str:
        """What the database answers."""
        return self.inside("postgres", "psql", "-U", "sohoa", "-At", "-c", query, "sohoa").strip()

    def put(self, sample: str) -> str:
        """Put a scan into the watched folder; the SHA-256 of its bytes."""
        path = SAMPLES / sample
        target = f"/inbox/{sample}"
        with path.open("rb") as scan:
            self.inside(
                "watch", "sh", "-c", f"cat > {target}.part && mv {target}.part {target}", stdin=scan
            )
        return hashlib.sha256(path.read_bytes()).hexdigest()

    def record_of(self, sha256: str) -> str:
        """The record of the file with this SHA-256, once it has been read whole."""
        state = f"SELECT state FROM documents WHERE sha256 = '{sha256}'"
        wait_until(lambda: self.sql(state) == "ok", "the document to be read")
        return self.sql(
            f"SELECT r.id FROM records r JOIN documents d ON d.id = r.document"
            f" WHERE d.sha256 = '{sha256}'"
        )


if __name__ == "__main__":
    main()
