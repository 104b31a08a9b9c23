"""batch on many machines: the recipes of samples/cluster/, each as it stands there."""
import contextlib
import json
import os
import pwd
import re
import shutil
import socket
import subprocess
import time

from hexapla import BUILD, GOOD, LANGUAGES, PROGRAM, SOURCE, Skip, equal, main, read, run, status, tool, write

RECIPES = os.path.join(SOURCE, "samples", "cluster")
SHARDS = 3


def sources(faulty=False):
    os.makedirs("my texts")
    for name in ("day", "sc", "hrc"):
        for language in LANGUAGES:
            shutil.copy(f"{SOURCE}/samples/{name}.{language}.txt", "my texts")
    for n in range(4):
        write(f"my texts/doc{n}.txt", GOOD.replace("harbour", f"harbour no {n}"))
    if faulty:
        write("my texts/doc2.txt", GOOD.replace("agenda:", "agneda:"))
    done = run("batch", "my texts", "-o", "whole", "--progress", "none")
    status(done, int(faulty))


def recipe(*command, **variables):
    env = dict(os.environ, HEXAPLA=PROGRAM, PATH=BUILD + os.pathsep + os.environ["PATH"], **variables)
    try:
        return subprocess.run(command, env=env, capture_output=True, check=False, timeout=300)
    except FileNotFoundError:
        raise Skip(command[0] + " is not installed") from None


def report(path):
    """A report without times, and without what a run did itself and what it found done."""
    text = read(path).decode().replace('"result":"unchanged"', '"result":"written"')
    return json.loads(re.sub(r'"(milliseconds|written|unchanged)":\d+', '"\\1":0', text))


def documents(name):
    return {file: read(f"{name}/{file}") for file in sorted(os.listdir(name)) if file.endswith(".pdf")}


def is_whole(out, done, wanted=0):
    assert done.returncode == wanted or (wanted and done.returncode), (done.returncode, done.stdout, done.stderr)
    equal(documents(out), documents("whole"))
    equal(report(f"{out}/report.json"), report("whole/report.json"))
    equal([file for file in os.listdir(out) if re.match(r"\.hexapla-(?!done)", file)], [])


def parallel_does_all_shards():
    tool("parallel", "--version")
    sources()
    done = recipe(f"{RECIPES}/parallel.sh", "out", str(SHARDS), "my texts")
    is_whole("out", done)
    equal(done.stdout, b"")


def parallel_tries_again_and_tells_what_failed():
    tool("parallel", "--version")
    sources(faulty=True)
    is_whole("out", recipe(f"{RECIPES}/parallel.sh", "out", str(SHARDS), "my texts"), 1)
    os.makedirs("bin")
    write("bin/flaky", f'#!/bin/sh\nif [ "$1" = batch ] && [ ! -e tried ]; then : >tried; kill -9 $$; fi\nexec "{PROGRAM}" "$@"\n')
    os.chmod("bin/flaky", 0o755)
    shutil.copy(f"{SOURCE}/samples/day.en.txt", "my texts/doc2.txt")
    shutil.rmtree("whole")
    status(run("batch", "my texts", "-o", "whole", "--progress", "none"), 0)
    env_program = os.path.abspath("bin/flaky")
    done = subprocess.run([f"{RECIPES}/parallel.sh", "other", str(SHARDS), "my texts"], capture_output=True, check=False, timeout=300,
                          env=dict(os.environ, HEXAPLA=env_program))
    is_whole("other", done)
    assert os.path.exists("tried")


def make_does_all_shards():
    sources()
    os.rename("my texts", "texts")
    shutil.rmtree("whole")
    status(run("batch", "texts", "-o", "whole", "--progress", "none"), 0)
    command = ("make", "-s", "-f", f"{RECIPES}/Makefile", "-j2", f"HEXAPLA={PROGRAM}", "IN=texts", "OUT=out", f"SHARDS={SHARDS}")
    is_whole("out", recipe(*command))
    write("texts/doc2.txt", GOOD.replace("agenda:", "agneda:"))
    os.remove("out/doc2.pdf")
    status(run("batch", "texts", "-o", "whole", "--progress", "none", "--force"), 1)
    os.remove("whole/doc2.pdf")
    done = recipe(*command)
    assert done.returncode != 0
    equal(documents("out"), documents("whole"))
    rows = report("out/report.json")["documents"]
    equal([row["file"] for row in rows if row["result"] == "failed"], ["texts/doc2.txt"])


def tasks_of_a_slurm_array_do_their_shards():
    sources()
    for k in range(1, SHARDS + 1):
        done = recipe(f"{RECIPES}/slurm-shard.sh", SLURM_ARRAY_TASK_ID=str(k), SLURM_ARRAY_TASK_COUNT=str(SHARDS), SLURM_CPUS_PER_TASK="2",
                      IN="my texts", OUT="out")
        equal(done.returncode, 0)
    status(run("batch", "--merge-reports", *(f"out/report-{k}-of-{SHARDS}.json" for k in range(1, SHARDS + 1)), "-o", "out/report.json"), 0)
    is_whole("out", done)


def slurm_submits_and_merges():
    """With a sbatch that runs what it is given at once, as Slurm would."""
    sources()
    os.makedirs("bin")
    write("bin/sbatch", """#!/bin/sh
for word; do
    case $word in
    --array=1-*) count=${word#--array=1-} ;;
    --wrap) wrap=1 ;;
    *.sh) script=$word ;;
    *) last=$word ;;
    esac
done
if [ -n "${wrap-}" ]; then exec sh -c "$last"; fi
for k in $(seq "$count"); do
    SLURM_ARRAY_TASK_ID=$k SLURM_ARRAY_TASK_COUNT=$count sh "$script" || exit
done
echo 17
""")
    os.chmod("bin/sbatch", 0o755)
    env = dict(os.environ, HEXAPLA=PROGRAM, PATH=os.path.abspath("bin") + os.pathsep + os.environ["PATH"])
    done = subprocess.run([f"{RECIPES}/slurm.sh", "out", str(SHARDS), "my texts"], env=env, capture_output=True, check=False, timeout=300)
    is_whole("out", done)


def free_ports(n):
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(n)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


@contextlib.contextmanager
def slurm():
    """A cluster of this machine alone, on loopback, as the user who runs the test; gives the environment that finds it."""
    for name in ("slurmctld", "slurmd", "sinfo", "sbatch"):
        if not shutil.which(name, path=os.environ["PATH"] + ":/usr/sbin"):
            raise Skip(name + " is not installed")
    host, (controller, node) = os.uname().nodename.split(".")[0], free_ports(2)
    for folder in ("state", "spool"):
        os.makedirs("slurm/" + folder)
    here = os.path.abspath("slurm")
    write("slurm/slurm.conf", f"""ClusterName=test
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={controller}
SlurmdPort={node}
SlurmUser={pwd.getpwuid(os.getuid()).pw_name}
SlurmdUser={pwd.getpwuid(os.getuid()).pw_name}
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
AuthType=auth/none
CredType=cred/none
MpiDefault=none
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=batch_sched_delay=0,sched_interval=1,bf_interval=1
ReturnToService=2
SlurmctldPidFile={here}/controller.pid
SlurmdPidFile={here}/node.pid
SlurmdSpoolDir={here}/spool
StateSaveLocation={here}/state
SlurmctldLogFile={here}/controller.log
SlurmdLogFile={here}/node.log
NodeName={host} NodeAddr=127.0.0.1 CPUs={os.cpu_count()}
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
""")
    env = dict(os.environ, SLURM_CONF=here + "/slurm.conf", PATH=os.environ["PATH"] + ":/usr/sbin")
    with contextlib.ExitStack() as stack:
        for daemon in ("slurmctld", "slurmd"):
            process = subprocess.Popen([daemon, "-D"], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            stack.callback(process.wait, 30)
            stack.callback(process.terminate)
        for _ in range(60):
            done = subprocess.run(["sinfo", "-h", "-o", "%t"], env=env, capture_output=True, check=False, timeout=30)
            if done.stdout.strip() == b"idle":
                break
            time.sleep(0.5)
        else:
            raise AssertionError((done, read("slurm/controller.log")[-2000:], read("slurm/node.log")[-2000:]))
        yield env


def slurm_itself_does_all_shards():
    with slurm() as env:
        sources()
        is_whole("out", recipe(f"{RECIPES}/slurm.sh", "out", str(SHARDS), "my texts", SLURM_CONF=env["SLURM_CONF"]))


def job_of(name):
    try:
        import yaml
    except ImportError:
        raise Skip("python3-yaml is not installed") from None
    with open(f"{RECIPES}/{name}", encoding="utf-8") as file:
        job = yaml.safe_load(file)
    equal((job["apiVersion"], job["kind"]), ("batch/v1", "Job"))
    pod = job["spec"]["template"]["spec"]
    container = pod["containers"][0]
    equal((len(pod["containers"]), pod["restartPolicy"]), (1, "Never"))
    mounts = {mount["name"] for mount in container["volumeMounts"]}
    equal(mounts, {volume["name"] for volume in pod["volumes"]})
    return job, container["command"], {row["name"]: row["value"] for row in container["env"]}


def pods_of_an_indexed_job_do_their_shards():
    job, command, env = job_of("kubernetes.yaml")
    spec = job["spec"]
    equal((spec["completionMode"], str(spec["completions"]), spec["maxFailedIndexes"]), ("Indexed", env["SHARDS"], spec["completions"]))
    _, merge, merge_env = job_of("kubernetes-merge.yaml")
    equal(merge_env, {name: env[name] for name in merge_env})
    sources()
    places = {"IN": "my texts", "OUT": "out"}
    assert set(places) <= set(env), env
    env.update(places)
    for index in range(spec["completions"]):
        done = recipe(*command, **env, JOB_COMPLETION_INDEX=str(index))
        equal(done.returncode, 0)
    for line in done.stderr.decode().splitlines():
        json.loads(line)
    is_whole("out", recipe(*merge, **env))


main([parallel_does_all_shards, parallel_tries_again_and_tells_what_failed, make_does_all_shards,
      tasks_of_a_slurm_array_do_their_shards, slurm_submits_and_merges, slurm_itself_does_all_shards,
      pods_of_an_indexed_job_do_their_shards])
