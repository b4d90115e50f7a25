"""Every way the embedded PostgreSQL can be unavailable, each as one sentence in English and in Chinese."""

import errno
from pathlib import Path


class Unavailable(Exception):
    """The database cannot be had; `sentence` and `sentence_zh` say what is wrong and what to do."""

    def __init__(self, sentence: str, sentence_zh: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.sentence_zh = sentence_zh


def no_binaries(tried: list[str]) -> Unavailable:
    places = ", ".join(tried)
    return Unavailable(
        f"No PostgreSQL programs were found (looked in {places}): run `make install`, install Debian's "
        "package postgresql, or set DATABASE_URL.",
        f"没有找到 PostgreSQL 程序(查找过 {places}):请运行 make install,或安装 Debian 的 postgresql 软件包,"
        "或设置 DATABASE_URL。",
    )


def other_version(data_dir: Path, data_version: int, available: list[int]) -> Unavailable:
    have = ", ".join(str(version) for version in available)
    return Unavailable(
        f"The data in {data_dir} was made by PostgreSQL {data_version}, but only {have} is installed: "
        f"install PostgreSQL {data_version} or use another --home; nothing was changed.",
        f"{data_dir} 中的数据由 PostgreSQL {data_version} 建立,而本机只有 {have}:请安装 PostgreSQL "
        f"{data_version},或换一个 --home;数据未作任何改动。",
    )


def disk_full(path: Path) -> Unavailable:
    return Unavailable(
        f"The disk that holds {path} is full: free some space and start again; what was saved is kept.",
        f"{path} 所在的磁盘已满:请腾出空间后重新启动;已保存的数据不会丢失。",
    )


def read_only(path: Path) -> Unavailable:
    return Unavailable(
        f"The file system that holds {path} is read-only: make it writable or choose another --home.",
        f"{path} 所在的文件系统是只读的:请改为可写,或换一个 --home。",
    )


def not_ours(path: Path, owner: str) -> Unavailable:
    return Unavailable(
        f"{path} belongs to the user {owner} and cannot be used by this one: run as {owner}, or choose "
        "another --home.",
        f"{path} 属于用户 {owner},当前用户无法使用:请改用 {owner} 运行,或换一个 --home。",
    )


def not_a_directory(path: Path) -> Unavailable:
    return Unavailable(
        f"{path} is in the way: it is not a directory; remove it or choose another --home.",
        f"{path} 不是目录,占住了位置:请移走它,或换一个 --home。",
    )


def unreachable(path: Path, account: str) -> Unavailable:
    return Unavailable(
        f"The user {account}, who runs the database, cannot enter {path}: allow it with chmod a+x on the "
        "directories above, or choose another --home.",
        f"运行数据库的用户 {account} 无法进入 {path}:请用 chmod a+x 放开上级目录,或换一个 --home。",
    )


def no_plain_user() -> Unavailable:
    return Unavailable(
        "PostgreSQL refuses to run as root and this machine has no user postgres or nobody: run as a plain "
        "user instead.",
        "PostgreSQL 不允许以 root 运行,而本机没有 postgres 或 nobody 用户:请改用普通用户运行。",
    )


def socket_taken(path: Path) -> Unavailable:
    return Unavailable(
        f"The socket directory {path} belongs to someone else: remove it, or set TMPDIR to a short directory "
        "of your own.",
        f"套接字目录 {path} 属于他人:请移走它,或把 TMPDIR 设为您自己的一个短路径目录。",
    )


def in_use_elsewhere(home: Path) -> Unavailable:
    return Unavailable(
        f"The database of {home} is in use by a server that cannot be reached from here (another container, "
        "perhaps): stop that one first.",
        f"{home} 的数据库正被另一个无法从此处访问的服务器使用(可能在另一个容器中):请先停止它。",
    )


def copied_home(home: Path, other: Path) -> Unavailable:
    return Unavailable(
        f"{home} is a copy of {other} and points to the same database: restore a backup into an empty --home "
        "instead.",
        f"{home} 是 {other} 的副本,指向同一个数据库:请改为把备份恢复到一个空的 --home。",
    )


def data_missing(home: Path, outside: Path) -> Unavailable:
    return Unavailable(
        f"The database of {home} was kept in {outside}, which is missing: put it back, or restore a backup into "
        "an empty --home.",
        f"{home} 的数据库原保存在 {outside},现已缺失:请将其放回,或把备份恢复到一个空的 --home。",
    )


def still_recovering(log: Path) -> Unavailable:
    return Unavailable(
        f"The database is still recovering after an interruption: wait a few minutes and start "
        f"again (see {log}).",
        f"数据库在中断后仍在恢复:请等待几分钟后重新启动({log})。",
    )


def would_not_start(log: Path, reason: str) -> Unavailable:
    return Unavailable(
        f"The database did not start: {reason} (see {log}).",
        f"数据库未能启动:{reason}(详见 {log})。",
    )


def would_not_stop(pid: int) -> Unavailable:
    return Unavailable(
        f"The database (process {pid}) did not stop: end it by hand and start again.",
        f"数据库(进程 {pid})未能停止:请手动结束该进程后重新启动。",
    )


def from_os_error(error: OSError, path: Path, owner: str) -> Unavailable:
    """The sentence for a failed file operation at `path`, which belongs to `owner`."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return disk_full(path)
    if error.errno == errno.EROFS:
        return read_only(path)
    if error.errno in (errno.EACCES, errno.EPERM):
        return not_ours(path, owner)
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return not_a_directory(path)
    reason = error.strerror or str(error)
    return Unavailable(
        f"{path} cannot be used: {reason}; choose another --home.",
        f"无法使用 {path}:{reason};请换一个 --home。",
    )
