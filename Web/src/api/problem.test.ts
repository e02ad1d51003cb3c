import { expect, test } from 'vitest';
import { Problem } from './problem';

test('a problem document speaks for itself, field names as the page has them', () => {
  const problem = Problem.from(422, { title: 'Not valid', detail: 'See the fields.', traceId: 'abc', errors: { Name: ['Too long.', 'Odd.'] } });
  expect(problem).toMatchObject({ status: 422, title: 'Not valid', detail: 'See the fields.', traceId: 'abc', fields: { name: 'Too long. Odd.' }, passing: false });
});

test.each([undefined, '', '<html>', null])('an answer without one (%j) is still explained', (body) => {
  expect(Problem.from(502, body)).toMatchObject({ title: 'The server could not do it', detail: 'It answered 502.', passing: true });
});

test.each([new TypeError('Failed to fetch'), new DOMException('', 'TimeoutError'), new DOMException('', 'AbortError')])('no answer at all (%s) may pass', (error) => {
  expect(Problem.of(error)).toMatchObject({ status: 0, passing: true });
});

test('what went wrong on the page itself does not pass', () => {
  expect(Problem.of(new DOMException('', 'QuotaExceededError'))).toMatchObject({ status: 500, passing: false });
});
