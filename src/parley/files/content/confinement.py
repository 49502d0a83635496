"""What a process may no longer do once it has shut itself in: the kernel's own limits, set from inside before the first hostile byte is read.

Resource limits hold everywhere. On Linux (x86-64 and ARM64) a seccomp filter takes away sockets, other programs, new processes and the
reach into other processes, and Landlock (from kernel 5.13) all files but those named. Neither needs a privilege. Where the kernel has
one of them not, the rest still holds.
"""

import ctypes
import os
import platform
import resource
import signal
import struct
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_PR_SET_SECCOMP = 22
_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_MODE_FILTER = 2


def limit_resources(*, memory_bytes: int, cpu_seconds: int, file_bytes: int, open_files: int) -> None:
    """The kernel ends this process when it uses more; a write beyond `file_bytes` in one file ends it too.

    `memory_bytes` is address space, which libraries take up as well: about 200 MB with FFmpeg loaded.
    """
    signal.signal(
        signal.SIGXFSZ, signal.SIG_DFL
    )  # Python ignores it, and what a library makes of the failed write is anybody's guess
    # A second later the kernel kills what did not end by the signal.
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
    resource.setrlimit(resource.RLIMIT_NOFILE, (open_files, open_files))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
        resource.setrlimit(resource.RLIMIT_DATA, (memory_bytes, memory_bytes))


def die_with(parent: int) -> None:
    """The kernel kills this process when `parent` ends, even by SIGKILL."""
    if sys.platform == "linux":
        _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit("The parent ended before its child began.")


def shut_in(*, reads: Sequence[str] | None, writes: Sequence[str]) -> None:
    """Take from this process, for good: sockets, other programs, new processes, other processes' memory and signals; and files.

    With `reads` None files stay as they are. Otherwise only those files and folders can be read, and only in the folders of `writes`
    can be written, besides what Python and its libraries are made of.
    """
    if sys.platform == "linux":
        _prctl(_PR_SET_NO_NEW_PRIVS, 1)
        if reads is not None:
            _restrict_files([*reads, *_installed()], writes)
        _filter_calls()


def _prctl(option: int, value: int, pointer: int = 0) -> None:
    if ctypes.CDLL(None, use_errno=True).prctl(option, ctypes.c_ulong(value), ctypes.c_ulong(pointer), 0, 0) != 0:
        raise OSError(ctypes.get_errno(), f"prctl({option})")


def _installed() -> Iterator[str]:
    yield from {sys.prefix, sys.base_prefix, *filter(os.path.isabs, sys.path)}
    yield from (
        "/usr",
        "/lib",
        "/lib64",
        "/etc/ld.so.cache",
        "/etc/localtime",
        "/dev/null",
        "/dev/urandom",
        "/proc/self",
        "/proc/cpuinfo",
    )


# linux/landlock.h. The three calls have the same numbers on every architecture.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ASK_VERSION = 1
_PATH_BENEATH = 1
_WRITE_FILE, _READ_FILE, _READ_DIR, _REMOVE_FILE, _MAKE_FILE, _TRUNCATE = 1 << 1, 1 << 2, 1 << 3, 1 << 5, 1 << 8, 1 << 14
_FIRST_VERSION = (1 << 13) - 1
_READING = _READ_FILE | _READ_DIR
_WRITING = _READING | _WRITE_FILE | _REMOVE_FILE | _MAKE_FILE | _TRUNCATE
_ON_A_FILE = _WRITE_FILE | _READ_FILE | _TRUNCATE


def _restrict_files(reads: Sequence[str], writes: Sequence[str]) -> None:
    call = ctypes.CDLL(None, use_errno=True).syscall
    version = call(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint(_ASK_VERSION))
    if version < 1:
        return
    # Moving between folders came with version 2, truncating with 3; a kernel refuses bits that it does not know.
    handled = _FIRST_VERSION | (1 << 13 if version >= 2 else 0) | (_TRUNCATE if version >= 3 else 0)
    rules = struct.pack("=Q", handled)
    ruleset = call(_CREATE_RULESET, rules, ctypes.c_size_t(len(rules)), ctypes.c_uint(0))
    if ruleset < 0:
        raise OSError(ctypes.get_errno(), "landlock_create_ruleset")
    try:
        for path, access in [*((path, _READING) for path in reads), *((path, _WRITING) for path in writes)]:
            with suppress(FileNotFoundError):
                _allow(ruleset, path, access & handled)
        if call(_RESTRICT_SELF, ruleset, ctypes.c_uint(0)) != 0:
            raise OSError(ctypes.get_errno(), "landlock_restrict_self")
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: str, access: int) -> None:
    opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        beneath = struct.pack("=Qi", access if Path(path).is_dir() else access & _ON_A_FILE, opened)
        if ctypes.CDLL(None, use_errno=True).syscall(_ADD_RULE, ruleset, _PATH_BENEATH, beneath, ctypes.c_uint(0)) != 0:
            raise OSError(ctypes.get_errno(), f"landlock_add_rule({path})")
    finally:
        os.close(opened)


# linux/audit.h, and asm/unistd.h of each architecture.
_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_REFUSED = {
    # socket socketpair execve execveat kill tkill ptrace process_vm_readv process_vm_writev unshare setns mount bpf perf_event_open
    # userfaultfd keyctl rt_sigqueueinfo rt_tgsigqueueinfo pidfd_send_signal io_uring_setup pidfd_open pidfd_getfd; fork vfork
    "x86_64": (41, 53, 59, 322, 62, 200, 101, 310, 311, 272, 308, 165, 321, 298, 323, 250, 129, 297, 424, 425, 434, 438, 57, 58),
    "aarch64": (198, 199, 221, 281, 129, 130, 117, 270, 271, 97, 268, 40, 280, 241, 282, 219, 138, 240, 424, 425, 434, 438),
}
_ONLY_ITSELF = {"x86_64": (234, 302), "aarch64": (131, 261)}  # tgkill (abort needs it) and prlimit64 name a process first
_CLONE = {"x86_64": 56, "aarch64": 220}
_CLONE3 = 435
_CLONE_THREAD = 0x10000
_OTHER_ABI = 0x40000000  # x32 has its own numbers from here

# linux/bpf_common.h and linux/seccomp.h
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _FAIL = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER_AT, _ARCHITECTURE_AT, _FIRST_ARGUMENT_AT = 0, 4, 16


def _filter_calls() -> None:
    machine = platform.machine()
    if machine not in _ARCHITECTURES:
        return
    program = b"".join(struct.pack("=HBBI", *step) for step in _steps(machine))
    steps = ctypes.create_string_buffer(program, len(program))
    header = ctypes.create_string_buffer(struct.pack("@HP", len(program) // 8, ctypes.addressof(steps)))
    with suppress(OSError):  # a kernel built without seccomp filters
        _prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.addressof(header))


def _steps(machine: str) -> Iterator[tuple[int, int, int, int]]:
    """The filter as (operation, steps to skip if so, steps to skip if not, value)."""
    yield from [(_LOAD, 0, 0, _ARCHITECTURE_AT), (_EQUAL, 1, 0, _ARCHITECTURES[machine]), (_RETURN, 0, 0, _KILL)]
    yield from [(_LOAD, 0, 0, _NUMBER_AT), (_AT_LEAST, 0, 1, _OTHER_ABI), (_RETURN, 0, 0, _FAIL | 1)]
    for number in _REFUSED[machine]:
        yield from [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _FAIL | 1)]
    # Its flags lie behind a pointer that a filter cannot follow; told that there is none, the C library takes clone.
    yield from [(_EQUAL, 0, 1, _CLONE3), (_RETURN, 0, 0, _FAIL | 38)]
    for number in _ONLY_ITSELF[machine]:
        yield from [(_EQUAL, 0, 5, number), (_LOAD, 0, 0, _FIRST_ARGUMENT_AT)]
        yield from [(_EQUAL, 1, 0, 0), (_EQUAL, 0, 1, os.getpid()), (_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _FAIL | 1)]
    yield from [(_EQUAL, 0, 3, _CLONE[machine]), (_LOAD, 0, 0, _FIRST_ARGUMENT_AT)]
    yield from [(_ANY_BIT, 1, 0, _CLONE_THREAD), (_RETURN, 0, 0, _FAIL | 1), (_RETURN, 0, 0, _ALLOW)]
