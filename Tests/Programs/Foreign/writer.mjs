// A program of somebody else, with Node's SQLite. It writes one row per transaction and says on standard output what was committed,
// until its standard input ends: node writer.mjs app.db

import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';

const database = new DatabaseSync(process.argv[2]);
database.exec('pragma busy_timeout = 20000');
const add = database.prepare("insert into counts values ('node', 1) on conflict (writer) do update set number = number + 1");
const row = database.prepare("insert into rows (writer, number, note) select writer, number, hex(randomblob(?)) from counts where writer = 'node'");
const last = database.prepare("select number from counts where writer = 'node'");

let ends = false;
process.stdin.on('end', () => { ends = true; }).resume();
while (!ends) {
  database.exec('begin immediate');
  add.run();
  row.run(Math.floor(Math.random() * 200));
  database.exec('commit');
  console.log(`ack ${last.get().number}`);
  if (Math.random() < 0.004) {
    // In WAL mode it waits for readers with the write lock in its hand: not for long.
    database.exec('pragma busy_timeout = 20');
    database.prepare('pragma wal_checkpoint(truncate)').all();
    database.exec('pragma busy_timeout = 20000');
  }
  await pause(Math.random() * 10);
}

database.close();
