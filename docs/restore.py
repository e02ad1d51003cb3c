#!/usr/bin/env python3
"""Restores an unencrypted archive by docs/backup-format.md alone, with Python's standard library.

    restore.py ARCHIVE DATABASE OUTPUT [TIME]      TIME such as 20261121T011426.123Z; the newest state without it
"""
import contextlib, hashlib, os, re, sqlite3, struct, sys, zlib
from datetime import datetime, timezone

LOCK_OFFSET = 1 << 30
M64 = (1 << 64) - 1
P1, P2, P3, P4 = 0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x85EBCA77C2B2AE63


def content(path, kind):
    """The content of an object, piece by piece; everything about its envelope is checked."""
    with open(path, "rb") as file:
        header, digest = file.read(32), hashlib.sha256()
        magic, version, kind_found, flags, block, length = struct.unpack("<8sHBBII", header[:20])
        if magic != b"\x89BELFRY\n" or version != 1 or kind_found != kind or flags or length != 32:
            sys.exit(f"{path}: not an unencrypted object of kind {kind}, format version 1")
        digest.update(header)
        last = False
        while not last:
            prefix = file.read(5)
            word, encoding = struct.unpack("<IB", prefix)
            last, payload = word >> 31 == 1, file.read(word & 0x7FFFFFFF)
            digest.update(prefix + payload)
            plain = zlib.decompress(payload) if encoding == 1 else payload
            if encoding > 1 or len(plain) > block or (len(plain) < block and not last):
                sys.exit(f"{path}: damaged block")
            yield plain
        if file.read(32) != digest.digest() or file.read(1):
            sys.exit(f"{path}: damaged, its SHA-256 does not match")


class Reader:
    def __init__(self, path, kind):
        self.pieces, self.rest = content(path, kind), b""

    def read(self, count):
        """Exactly count bytes, or nothing at the end."""
        parts, missing = [], count
        while missing:
            if not self.rest:
                self.rest = next(self.pieces, None)
                if self.rest is None:
                    return b"" if missing == count else sys.exit("an object ends too early")
                continue
            parts.append(self.rest[:missing])
            self.rest, missing = self.rest[missing:], missing - len(parts[-1])
        return b"".join(parts)


def xxh64(page):
    """XXH64 with seed 0 of a page, whose length is a multiple of 32."""
    lanes, words = [], struct.unpack(f"<{len(page) // 8}Q", page)
    for lane, lane_start in enumerate((P1 + P2, P2, 0, -P1)):
        value = lane_start & M64
        for word in words[lane::4]:
            value = value + word * P2 & M64
            value = (value << 31 | value >> 33) * P1 & M64
        lanes.append(value)
    value = sum(lane << turn | lane >> 64 - turn for lane, turn in zip(lanes, (1, 7, 12, 18))) & M64
    for lane in lanes:
        lane = lane * P2 & M64
        value = ((value ^ (lane << 31 | lane >> 33) * P1 & M64) * P1 + P4) & M64
    value += len(page)
    for shift, prime in (33, P2), (29, P3), (32, 1):
        value = (value & M64 ^ (value & M64) >> shift) * prime
    return value & M64


def checksum(output, size):
    output.seek(0)
    total, number = 0, 1
    while page := output.read(size):
        if number != LOCK_OFFSET // size + 1:
            total += number * xxh64(page)
        number += 1
    return (total % (1 << 128)).to_bytes(16, "little")


def millis(text):
    return int(datetime.strptime(text, "%Y%m%dT%H%M%S.%fZ").replace(tzinfo=timezone.utc).timestamp() * 1000 + 0.5)


def newest(segment, time, until):
    """When the last commit not after the moment was: in this segment, or else before it."""
    source = Reader(segment, 2)
    size = struct.unpack("<32sqII16s", source.read(64))[2]
    while record := source.read(48):
        _, _, seen, _, count, _ = struct.unpack("<qqqII16s", record)
        time = max(time, seen) if seen <= until else time
        for _ in range(count):
            source.read(4 + size)
    return time


def plan(folder, until):
    """The snapshot and the segments that reach the newest commit not after the moment."""
    best = None
    for lineage in sorted(os.listdir(folder)):
        here = os.path.join(folder, lineage)
        snapshots = [(int(n[:16], 16), millis(n[17:37]), n) for _, _, names in os.walk(os.path.join(here, "snapshots"))
                     for n in names if n.endswith(".snapshot")]
        start = max((s for s in snapshots if s[1] <= until), default=None)
        if start is None:
            continue
        segments = [(int(n[:16], 16), int(n[17:33], 16), millis(n[34:54]), os.path.join(tier, n))
                    for tier, _, names in os.walk(os.path.join(here, "segments")) for n in names if n.endswith(".segment")]
        position, chain, time, before = start[0], [], start[1], start[1]
        while time <= until:
            fits = [s for s in segments if s[0] <= position + 1 and s[1] > position]
            exact = [s for s in fits if s[2] <= until or "/segments/0/" in s[3]]
            if not fits:
                break
            chosen = max(exact or fits, key=lambda s: s[1])
            chain.append(chosen[3])
            position, time, before = chosen[1], chosen[2], time
        time = newest(chain[-1], before, until) if time > until else time
        rank = (int(lineage[21:27], 16), time)
        if best is None or rank > best[0]:
            best = (rank, lineage, os.path.join(here, "snapshots", start[2]), chain)
    return best or sys.exit("nothing to restore")


def restore(archive, database, path, until):
    _, lineage, snapshot, segments = plan(os.path.join(archive, database, "lineages"), until)
    source = Reader(snapshot, 1)
    found, position, reached, size, pages, _ = struct.unpack("<32sqqIIq", source.read(64))
    with open(path, "w+b") as output:
        for _ in range(pages):
            output.write(source.read(size))
        expected = source.read(16)
        if found.rstrip(b"\0").decode() != lineage or source.read(1):
            sys.exit(f"{snapshot}: of another lineage, or too long")
        for name in segments:
            source = Reader(name, 2)
            found, first, page_size, _, _ = struct.unpack("<32sqII16s", source.read(64))
            if found.rstrip(b"\0").decode() != lineage or page_size != size:
                sys.exit(f"{name}: of another lineage")
            while record := source.read(48):
                first, last, time, pages, count, after = struct.unpack("<qqqII16s", record)
                wanted = first <= position + 1 and last > position and time <= until
                for _ in range(count):
                    number, page = struct.unpack(f"<I{size}s", source.read(4 + size))
                    if wanted:
                        output.seek((number - 1) * size)
                        output.write(page)
                if wanted:
                    output.truncate(pages * size)
                    position, reached, expected = last, time, after
        if checksum(output, size) != expected:
            sys.exit("the restored database does not have the checksum that the archive states")
    with contextlib.closing(sqlite3.connect(path)) as database:
        answer = database.execute("pragma integrity_check").fetchone()[0]
        orphans = len(database.execute("pragma foreign_key_check").fetchall())
    moment = datetime.fromtimestamp(reached // 1000, timezone.utc).strftime("%Y-%m-%d %H:%M:%S") + f".{reached % 1000:03} UTC"
    print(f"restored lineage {lineage} up to commit {position}; integrity_check: {answer}; foreign_key_check: {orphans} orphans; state of {moment}")
    return answer == "ok" and orphans == 0


def restore_proven(archive, database, path, until):
    """The file gets its name only when everything was right."""
    if any(os.path.exists(path + end) for end in ("", "-wal", "-shm", "-journal")):
        sys.exit(f"{path}: exists, or a file that SQLite would take for its own")
    unproven = path + ".restoring"
    try:
        good = restore(archive, database, unproven, until)
        if good:
            os.rename(unproven, path)
        return good
    finally:
        for end in ("", "-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                os.remove(unproven + end)


if __name__ == "__main__":
    if len(sys.argv) not in (4, 5) or (len(sys.argv) == 5 and not re.fullmatch(r"\d{8}T\d{6}\.\d{3}Z", sys.argv[4])):
        sys.exit(__doc__)
    sys.exit(0 if restore_proven(*sys.argv[1:4], millis(sys.argv[4]) if len(sys.argv) == 5 else 1 << 62) else 4)
