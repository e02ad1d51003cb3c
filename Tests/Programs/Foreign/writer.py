"""
A program of somebody else, with Python's SQLite and a checkpoint policy of its own. It writes one row per transaction and says on standard output what was committed, until its
standard input ends: python3 writer.py app.db
"""

import random
import select
import sqlite3
import sys

ADD = "insert into counts values ('python', 1) on conflict (writer) do update set number = number + 1"
ROW = "insert into rows (writer, number, note) select writer, number, hex(randomblob(?)) from counts where writer = 'python'"
LAST = "select number from counts where writer = 'python'"

connection = sqlite3.connect(sys.argv[1], timeout=20, isolation_level=None)
connection.execute("pragma wal_autocheckpoint = 500")
while not select.select([sys.stdin], [], [], random.random() / 100)[0]:
    connection.execute("begin immediate")
    connection.execute(ADD)
    connection.execute(ROW, [random.randrange(200)])
    connection.execute("commit")
    print("ack", connection.execute(LAST).fetchone()[0], flush=True)
    if random.random() < 0.004:
        # In WAL mode it waits for readers with the write lock in its hand: not for long.
        connection.execute("pragma busy_timeout = 20")
        connection.execute(f"pragma wal_checkpoint({random.choice(['passive', 'restart', 'truncate'])})").fetchall()
        connection.execute("pragma busy_timeout = 20000")

connection.close()
