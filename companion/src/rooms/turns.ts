/** Work that is done one piece after the other. */
export class Turns {
    private last: Promise<unknown> = Promise.resolve();

    /** Does the work once all that was asked for before is done. Raises what it raises; the next one has its turn all the same. */
    take<T>(work: () => Promise<T>): Promise<T> {
        const turn = this.last.then(work);
        this.last = turn.catch(() => undefined);
        return turn;
    }

    /** Resolves once all that was asked for is done. */
    async settled(): Promise<void> {
        await this.last;
    }
}
