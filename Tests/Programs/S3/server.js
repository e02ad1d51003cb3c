// s3rver, but with what S3 promises: an object is there when the whole of it is, and never when its sender was cut off. s3rver shows its file while it is still written.
'use strict';

const { createHash, randomUUID } = require('node:crypto');
const { mkdir, rename, writeFile } = require('node:fs/promises');
const path = require('node:path');
const { buffer } = require('node:stream/consumers');
const Store = require('s3rver/lib/stores/filesystem');

async function publish(file, content, beforeItIsSeen = () => {}) {
  const whole = Buffer.isBuffer(content) ? content : await buffer(content);
  const md5 = createHash('md5').update(whole).digest('hex');
  const unseen = `${file}.${randomUUID()}`;
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(unseen, whole);
  await beforeItIsSeen(md5);
  await rename(unseen, file);
  return { size: whole.length, md5 };
}

Store.prototype.putObject = function ({ bucket, key, content, metadata }) {
  return publish(this.getResourcePath(bucket, key, 'object'), content, (md5) => this.putMetadata(bucket, key, metadata, md5));
};

Store.prototype.putPart = function (bucket, upload, part, content) {
  return publish(path.join(this.getResourcePath(bucket, undefined, 'uploads'), upload, `${part}`), content);
};

require('s3rver/bin/s3rver.js');
