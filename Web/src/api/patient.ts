/** Together longer than a network takes to change, and short enough to say then that nothing came. */
const Pauses = [250, 750, 1_500];

/** What may be asked for as often as one likes: a connection that broke once is asked again before anybody is told. One that was silent until its time was over is not. */
export async function patient<T>(ask: () => Promise<T>): Promise<T> {
  for (const pause of Pauses) {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof DOMException && error.name === 'TimeoutError') throw error;
      await new Promise((done) => setTimeout(done, pause));
    }
  }
  return ask();
}
