/** Ends the task at hand, so that the browser can draw and answer what the user does before the rest. */
export function nextTask(): Promise<void> {
  return new Promise((done) => setTimeout(done));
}
