"""Restores an unencrypted archive by docs/backup-format.md alone: restore.py ARCHIVE DATABASE OUTPUT [20261121T011426.123Z]"""
import contextlib, functools, hashlib, os, pathlib, re, sqlite3, struct, sys, tempfile, zlib
from datetime import datetime, timezone
M64, P1, P2, P3, P4 = (1 << 64) - 1, 0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x85EBCA77C2B2AE63

def blocks(path, kind):
    """The content of an object, block by block; who reads to the end knows that all of it is right."""
    with open(path, "rb") as file:
        digest, word = hashlib.sha256(header := file.read(32)), 0
        *start, block, length = struct.unpack("<8sHBBII12x", header)
        good = (*start, length) == (b"\x89BELFRY\n", 1, kind, 0, 32)  # magic, format version, kind, flags
        while good and not word >> 31:
            digest.update(prefix := file.read(5))
            word, encoding = struct.unpack("<IB", prefix)
            digest.update(payload := file.read(word & 0x7FFFFFFF))
            plain = zlib.decompress(payload) if encoding == 1 else payload
            good = encoding <= 1 and (len(plain) == block or (len(plain) < block and word >> 31))
            yield plain
        if not good or file.read(33) != digest.digest():
            sys.exit(f"{path}: damaged (its SHA-256 tells), encrypted, or of another kind than its name says")

def opened(path, kind, lineage, fields):
    """A function that reads so many bytes of the content, and what the content's header says after the lineage."""
    rest, pieces = bytearray(), blocks(path, kind)
    def read(count):
        try:
            while len(rest) < count and (piece := next(pieces, None)) is not None:
                rest.extend(piece)
        except (struct.error, zlib.error) as damage:
            sys.exit(f"{path}: damaged: {damage}")
        taken, rest[:count] = bytes(rest[:count]), b""
        return taken
    found, *numbers = struct.unpack("<32s" + fields, read(64))
    return (read, *numbers) if found.rstrip(b"\0").decode() == lineage else sys.exit(f"{path}: of another lineage")

def records(segment, lineage):
    """First and last position and time of each record, pages and checksum of the database after it, and the pages that changed."""
    read, size = opened(segment, 2, lineage, "8xI20x")
    while record := read(48):
        *numbers, count, checksum = struct.unpack("<qqqII16s", record)
        changed = (struct.unpack(f"<I{size}s", read(4 + size)) for _ in range(count))
        yield *numbers, checksum, changed
        for _ in changed: pass  # what was not wanted

def mixed(lane, word):
    lane = lane + word * P2 & M64
    return (lane << 31 | lane >> 33) * P1 & M64

def xxh64(page):
    """XXH64 with seed 0 of a page, whose length is a multiple of 32."""
    words = struct.unpack(f"<{len(page) // 8}Q", page)
    lanes = [functools.reduce(mixed, words[lane::4], start) for lane, start in enumerate((P1 + P2 & M64, P2, 0, -P1 & M64))]
    value = sum(lane << turn | lane >> 64 - turn for lane, turn in zip(lanes, (1, 7, 12, 18)))
    value = functools.reduce(lambda value, lane: (value & M64 ^ mixed(0, lane)) * P1 + P4, lanes, value) + len(page)
    for shift, prime in (33, P2), (29, P3), (32, 1):
        value = (value & M64 ^ (value & M64) >> shift) * prime
    return value & M64

def millis(text):
    return round(datetime.strptime(text, "%Y%m%dT%H%M%S.%fZ").replace(tzinfo=timezone.utc).timestamp() * 1000)

def ways(folder, until):
    """How a lineage leads to its newest commit not after the moment, if it does: epoch, that commit's time, name, snapshot, segments."""
    snapshots = [(int(s.name[:16], 16), millis(s.name[17:37]), s) for s in folder.glob("snapshots/*.snapshot")]
    segments = [(int(s.name[:16], 16), int(s.name[17:33], 16), millis(s.name[34:54]), s) for s in folder.glob("segments/*/*.segment")]
    for position, time, path in sorted(s for s in snapshots if s[1] <= until)[-1:]:
        chain = [(time, path)]
        while chain[-1][0] <= until and (fits := [s for s in segments if s[0] <= position + 1 and s[1] > position]):
            exact = [s for s in fits if s[2] <= until or s[3].parent.name == "0"]
            _, position, *end = max(exact or fits, key=lambda s: s[1])
            chain.append(end)
        times = [time for time, _ in chain] + ([r[2] for r in records(chain[-1][1], folder.name)] if chain[-1][0] > until else [])
        yield folder.name[21:27], max(time for time in times if time <= until), folder.name, *(path for _, path in chain)

len(sys.argv) in (4, 5) and all(re.fullmatch(r"\d{8}T\d{6}\.\d{3}Z", time) for time in sys.argv[4:]) or sys.exit(__doc__)
(archive, name, target), until = map(pathlib.Path, sys.argv[1:4]), millis(*sys.argv[4:]) if sys.argv[4:] else 1 << 62
any(os.path.exists(f"{target}{end}") for end in ("", "-wal", "-shm", "-journal")) and sys.exit(f"{target} or its -wal is there already")
found = (way for folder in (archive / name / "lineages").glob("*") for way in ways(folder, until))
_, _, lineage, snapshot, *segments = max(found, default=None) or sys.exit("nothing to restore")
with tempfile.TemporaryDirectory(dir=target.absolute().parent) as unproven, open(os.path.join(unproven, "database"), "w+b") as output:
    read, position, reached, size, pages = opened(snapshot, 1, lineage, "qqII8x")
    output.writelines(read(size) for _ in range(pages))
    expected = read(17)  # one more than there is: the end
    for first, last, time, pages, checksum, changed in (record for segment in segments for record in records(segment, lineage)):
        if first <= position + 1 and last > position and time <= until:
            for number, page in changed:
                output.seek((number - 1) * size)
                output.write(page)
            output.truncate(pages * size)
            position, reached, expected = last, time, checksum
    output.seek(0)
    pages = enumerate(iter(lambda: output.read(size), b""), 1)
    total = sum(number * xxh64(page) for number, page in pages if number != (1 << 30) // size + 1) % (1 << 128)
    with contextlib.closing(sqlite3.connect(output.name)) as database:
        integrity, orphans = (database.execute(f"pragma {check}").fetchall() for check in ("integrity_check", "foreign_key_check"))
    if total.to_bytes(16, "little") != expected or orphans or integrity != [("ok",)]:
        sys.exit(f"not what was backed up; integrity_check: {integrity}; foreign_key_check: {orphans}")
    os.rename(output.name, target)
state = f"{datetime.fromtimestamp(reached // 1000, timezone.utc):%Y-%m-%d %H:%M:%S}.{reached % 1000:03} UTC"
print(f"restored lineage {lineage} up to commit {position}; integrity_check: ok; state of {state}")
