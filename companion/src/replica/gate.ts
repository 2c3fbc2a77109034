/** Lets so many do something at a time; the others wait for their turn. */
export class Gate {
    private inside = 0;
    private readonly waiting: (() => void)[] = [];

    constructor(private readonly most: number) {}

    /** Resolves when there is room. @returns what is to be called when it is over; again does nothing. */
    async enter(): Promise<() => void> {
        if (this.inside >= this.most) await new Promise<void>((resolve) => this.waiting.push(resolve));
        else this.inside++;
        let isInside = true;
        return () => {
            if (isInside) this.leave();
            isInside = false;
        };
    }

    /** Who waits longest takes the place. */
    private leave(): void {
        const next = this.waiting.shift();
        if (next === undefined) this.inside--;
        else next();
    }
}
