// s3rver, but with what S3 promises: whoever reads after the answer to a put finds the whole of it. s3rver answers once it has read the request, and its file may be empty still.
'use strict';

const { stat } = require('node:fs/promises');
const path = require('node:path');
const { setTimeout: pause } = require('node:timers/promises');
const Store = require('s3rver/lib/stores/filesystem');

const patience = 60_000; // milliseconds

function answerWhenWritten(put, fileOf) {
  const original = Store.prototype[put];
  Store.prototype[put] = async function (...args) {
    const result = await original.apply(this, args);
    const file = fileOf(this, ...args);
    const end = Date.now() + patience;
    while ((await stat(file)).size !== result.size) {
      if (Date.now() > end) throw new Error(`${file} is not written`);
      await pause(1);
    }

    return result;
  };
}

answerWhenWritten('putObject', (store, object) => store.getResourcePath(object.bucket, object.key, 'object'));
answerWhenWritten('putPart', (store, bucket, upload, part) => path.join(store.getResourcePath(bucket, undefined, 'uploads'), upload, `${part}`));

require('s3rver/bin/s3rver.js');
