import { run } from '../app/run';
/** An answer that is a problem document (RFC 9457), or no answer at all. */
export class ApiError extends Error {
    title;
    status;
    errors;
    constructor(title, message, status, 
    /** What is wrong with each field, where the request had fields. */
    errors = {}) {
        super(message);
        this.title = title;
        this.status = status;
        this.errors = errors;
    }
}
/** Every question is about the run that is looked at; paths that know no runs ignore it. */
export function get(path, query = {}) {
    return send('GET', path + toQueryString({ ...query, run: run.value }));
}
export function post(path, body) {
    return send('POST', path, body);
}
export function remove(path) {
    return send('DELETE', path);
}
/** Leaves out what is empty, so that addresses stay short; a list becomes the same name several times. */
export function toQueryString(query) {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
        for (const item of Array.isArray(value) ? value : [value]) {
            if (item !== null && item !== undefined && item !== '' && item !== false)
                parameters.append(name, String(item));
        }
    }
    const text = parameters.toString();
    return text === '' ? '' : `?${text}`;
}
async function send(method, path, body) {
    let response;
    try {
        response = await fetch(path, {
            method,
            headers: body === undefined ? { accept: 'application/json' } : { accept: 'application/json', 'content-type': 'application/json' },
            body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
        });
    }
    catch {
        throw new ApiError('The dashboard does not answer', 'Its process may have stopped. Start the app again; this page reconnects by itself.', 0);
    }
    if (response.status === 401) {
        location.assign('/login');
    }
    if (!response.ok) {
        const problem = (await response.json().catch(() => ({})));
        throw new ApiError(problem.title ?? `Status ${response.status}`, problem.detail ?? 'The dashboard gave no reason.', response.status, problem.errors);
    }
    const text = await response.text();
    return (text === '' ? undefined : JSON.parse(text));
}
