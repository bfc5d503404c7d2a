"""Disk work: appends 4,000 records to a journal, makes each hundredth durable, then reads all of them back."""

import os
import tempfile
import zlib

RECORDS = 4_000
payload = bytes(range(256)) * 32  # 8 KiB

with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
    path = os.path.join(folder, "journal")
    with open(path, "wb") as journal:
        for number in range(RECORDS):
            record = number.to_bytes(4, "big") + payload
            journal.write(zlib.crc32(record).to_bytes(4, "big") + record)
            if number % 100 == 99:
                journal.flush()
                os.fsync(journal.fileno())

    intact = 0
    with open(path, "rb") as journal:
        while check := journal.read(4):
            intact += zlib.crc32(journal.read(4 + len(payload))) == int.from_bytes(check, "big")

    print(f"{intact} of {RECORDS} records intact, {os.path.getsize(path) / 2**20:.0f} MiB")

if intact != RECORDS:
    raise SystemExit(1)
